"""Which article an item is: same, revised or new, however its keys are edited."""
