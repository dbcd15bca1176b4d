"""Public repositories as evidence: pure functions over a dated, hashed snapshot, fetched or handed in alike."""
