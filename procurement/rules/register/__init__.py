"""The register of contracts and systems: what an entry may say, its ends and alarms, tables of it."""
