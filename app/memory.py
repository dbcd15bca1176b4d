"""How often the collector of reference cycles looks: rarely, for there are few cycles and many long-lived objects."""

import gc

_NEW, _YOUNG, _OLD = 50_000, 20, 100


def look_rarely() -> None:
    """Let the collector begin after many more new objects than usual: a large page is made of tens of thousands."""
    gc.set_threshold(_NEW, _YOUNG, _OLD)


def keep_what_is_loaded() -> None:
    """Look rarely, and never again at what is there by now: modules, tables and templates are not garbage."""
    look_rarely()
    gc.collect()
    gc.freeze()
