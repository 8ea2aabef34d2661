"""Clashwire cli."""
