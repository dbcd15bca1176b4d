"""Workbooks: read XLSX, ODS and CSV through the gate (``reading``), write XLSX and ODS (``xlsx_writer``, ``ods_writer``)."""
