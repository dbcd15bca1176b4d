"""How good a bill of materials is: required fields and how complete its graph is."""
