"""The one way out: fetching public addresses of listed hosts, bounded, without following anybody elsewhere."""
