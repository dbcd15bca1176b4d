"""Pure scoring of bids: criteria tree, methods, exact ranking, stability, matrix probe.

Reading order: ``model`` (what comes in), ``intake`` (bytes to model, every fault with its place), ``checks``
(what the format cannot say), ``grid`` and ``quality`` (exact Leistungspunkte), ``methods`` (one module each),
``evaluate`` (the pipeline), ``result`` (what goes out), ``robustness`` and ``matrix_check`` (how stable it is).
"""
