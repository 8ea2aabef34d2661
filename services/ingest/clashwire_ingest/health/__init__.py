"""Honest health: whose fault a failure is, said once a cause; no feed is punished for ours."""
