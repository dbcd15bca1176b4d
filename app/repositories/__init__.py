"""Archives of repositories read in a limited child process."""
