"""The course of a request from draft to acceptance: stages, steps, what stands against them. Pure."""
