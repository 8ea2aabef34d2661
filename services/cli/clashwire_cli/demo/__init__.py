"""The demonstration: an invented news world, and the site that serves it on loopback."""
