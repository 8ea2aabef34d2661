"""Requests with manners: conditional, bounded, spaced, and honest about what came back."""
