"""What happened, when and at what cost: from triggers to event mentions."""
