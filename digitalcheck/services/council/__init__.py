"""The council system of a city: read by a durable job, looked things up in."""
