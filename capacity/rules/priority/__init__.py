"""The order of requests: criteria, ranking index, ranks set by hand, what fits into the capacity. Pure."""
