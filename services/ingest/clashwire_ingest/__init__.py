"""Feeds to raw articles: `python -m clashwire_ingest` polls feeds.yaml onto the raw topic."""
