"""A request that is sent twice with the same key is carried out once; the second time it gets the first answer."""
