"""Collections of products read in a limited child process."""
