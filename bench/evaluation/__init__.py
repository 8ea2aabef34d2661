"""Tagging measured on passages whose answers were written by hand; see README.md."""
