"""What happened, in an order nobody can change unnoticed: entries chained by hashes, one chain for each city."""
