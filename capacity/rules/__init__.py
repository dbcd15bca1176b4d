"""Rules of requests for IT capacity: the form, the course, working days and response clocks. Pure."""
