"""German pages, rendered on the server: parse the request, call one service, render a template."""
