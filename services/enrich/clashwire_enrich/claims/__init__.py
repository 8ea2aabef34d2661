"""Who says what about it, for whom, and who says otherwise: the claims ledger."""
