"""Text fields that are saved one by one while somebody types, with a version each: two people cannot overwrite another."""
