"""May a part under one licence go into a product under another? Each answer from a dated cell with its source."""
