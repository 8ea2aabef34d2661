"""`python -m clashwire_index.alerts`: events to signed webhooks, by way of an outbox on Kafka.

events.v1 → decide → outbox (deliveries.v1) → alerts.v1 → offset → deliver → webhook
"""
