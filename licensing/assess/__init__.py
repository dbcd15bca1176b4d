"""From evidence to suggested points of the open-source criterion: pure, exact, and never more than the bid proves."""
