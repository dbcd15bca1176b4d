"""Work that outlives a request: asked for within a transaction, done in the background, resumed after a crash."""
