"""How tag and resolve run on faust."""
