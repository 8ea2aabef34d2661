"""One look at a feed for its operator: what it is, what it holds, what is wrong with it."""
