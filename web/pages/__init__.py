"""Handlers of the pages, one module an area: parse the request, call one service, render."""
