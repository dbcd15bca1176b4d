"""Rules of light routes: the form of a Kurzbewertung, its dated data, and what it still lacks."""
