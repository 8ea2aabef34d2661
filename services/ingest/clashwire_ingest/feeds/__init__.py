"""The feeds an operator names: their configuration and the file it is read from."""
