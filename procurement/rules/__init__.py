"""Rules of procurement law before a procedure starts: pure, exact, every number dated and with its source."""
