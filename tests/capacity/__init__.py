"""Tests of the planning of IT capacity."""
