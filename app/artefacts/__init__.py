"""Artefacts looked at by the probes of open standards, each in a limited child process."""
