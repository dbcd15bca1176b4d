"""Probes that look at real artefacts: one a format, pure functions over bytes; recognised by content, never by name."""
