"""What crosses a boundary between Clashwire services: messages, topics, ids and one codec.

Imports no Kafka, no Elasticsearch and no faust, so that every service can read it.
"""
