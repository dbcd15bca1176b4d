"""What can be done with the bids of a procedure: import, examine, score, agree, price, result."""
