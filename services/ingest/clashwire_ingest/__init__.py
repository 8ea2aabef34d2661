"""Clashwire ingest."""
