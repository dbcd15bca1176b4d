"""Large files that arrive in pieces: begun, gone on with after any interruption, and handed to whoever needs them."""
