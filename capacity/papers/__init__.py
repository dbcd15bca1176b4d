"""What papers about requests say. Pure: ``core.document`` in, nothing drawn."""
