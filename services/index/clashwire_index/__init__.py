"""Clashwire index: events, claims and articles into Elasticsearch, and back out for people."""
