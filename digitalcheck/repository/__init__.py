"""What is kept of Digital-Checks, within one transaction."""
