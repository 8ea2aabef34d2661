"""Clashwire enrich."""
