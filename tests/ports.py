"""Ports for servers that tests start."""

import random
import socket

# Below what Linux hands out for outgoing connections (``ip_local_port_range``): nobody takes the port by chance in the
# seconds until the server does.
FIRST, LAST = 20_000, 32_000


def free_port() -> int:
    """Return a port on which nothing listens and that no outgoing connection gets."""
    for port in random.SystemRandom().sample(range(FIRST, LAST), 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    message = "a hundred ports are taken"
    raise RuntimeError(message)
