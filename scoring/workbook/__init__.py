"""An evaluation as a workbook and back (``build``, ``read``): cells only, no file."""
