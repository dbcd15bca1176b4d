"""A result as one ZIP that anybody can recompute later (``make``, ``verify``): bytes in, bytes out."""
