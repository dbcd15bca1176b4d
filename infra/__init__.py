"""What touches the machine: settings, clock, database, packaged files."""
