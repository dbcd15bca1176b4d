"""What templates show, worked out from outcomes: pure, without requests and without markup."""
