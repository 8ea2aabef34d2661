"""Clashwire runtime."""
