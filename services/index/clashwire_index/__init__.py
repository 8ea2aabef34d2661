"""Clashwire index."""
