"""Who takes part: named outright, introduced by the text, or meant by a group phrase."""
