"""The `clashwire` command: thin verbs over the services, each imported only when needed."""
