"""One poll after another: due, fetched, identified, published, remembered."""
