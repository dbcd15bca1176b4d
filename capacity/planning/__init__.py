"""Planning of IT capacity: list schedule with its reasons, search for better plans, proven bounds, forecast. Pure."""
