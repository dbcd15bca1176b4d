"""The wall against the network holds, and does not stand in the way of this machine."""

import socket

import pytest

from tests.conftest import NetworkUseError

DOCUMENTATION_ADDRESS = "192.0.2.1"  # RFC 5737: never routed


def test_a_connection_to_another_machine_is_refused() -> None:
    with pytest.raises(NetworkUseError):
        socket.create_connection((DOCUMENTATION_ADDRESS, 9), timeout=1)


def test_a_name_lookup_is_refused() -> None:
    with pytest.raises(NetworkUseError):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
