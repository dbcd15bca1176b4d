"""The course of a check from draft to released sheet: states, steps, what stands against them, and how long it took."""
