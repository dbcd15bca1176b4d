"""The rules of the award; each has its page and its cases."""

RULES = ("standstill", "objection", "award", "disposal", "letters")
