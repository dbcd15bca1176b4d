"""JSON interface: parse the request, call one service, translate the answer."""
