"""An article's own page, where a feed gives a summary: asked for with leave, read in the child."""
