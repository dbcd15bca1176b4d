"""Open standards that municipal tenders meet: facts with sources, openness derived from them, clauses for tenders."""
