"""What a council system says about proposals (OParl 1.0 and 1.1), and what follows for a Digital-Check."""
