"""What rules read: an article as sentences and words, and the way back to its own offsets."""
