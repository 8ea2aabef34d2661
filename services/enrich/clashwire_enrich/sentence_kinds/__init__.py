"""What a sentence tells of, read by meaning: a pinned sentence encoder and a small linear layer."""
