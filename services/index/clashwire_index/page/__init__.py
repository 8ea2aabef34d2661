"""A small read-only page: latest events, who claims what about them, and a search box."""
