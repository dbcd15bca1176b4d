"""The top of the house: wiring, server, command line, migrations."""
