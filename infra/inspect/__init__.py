"""The gate: every file from outside is checked cheaply, then parsed in a limited child process (see ``gate``)."""
