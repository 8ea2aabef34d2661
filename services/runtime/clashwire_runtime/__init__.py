"""How a Clashwire step runs: consumer loop, dead letters, settings, logs, metrics, health, clock.

Knows Kafka and processes; knows no domain word.
"""
