"""One module a command: ``configure(parser)`` describes its arguments, ``run(args)`` does the work."""
