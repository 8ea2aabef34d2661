"""WebSub: hubs that say when a feed has news; polling goes on, only slower while a hub works."""
