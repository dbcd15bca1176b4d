"""Text fields, saved one by one while somebody types, each with a version: nobody overwrites anybody else."""
