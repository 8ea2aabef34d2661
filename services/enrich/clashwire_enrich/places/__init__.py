"""Where: place names in a document, and the gazetteer that knows them."""
