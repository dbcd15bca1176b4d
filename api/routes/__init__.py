"""Addresses of the JSON interface, one module an area."""
