"""A fetched document -> its items, parsed in child processes with limits."""
