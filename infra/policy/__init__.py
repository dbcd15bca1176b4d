"""The one policy: who may do what, deny by default. ``table`` holds the rules, ``decision`` applies them."""
