"""XLSX, ODS and CSV in through the gate (``reading``), XLSX and ODS out (``xlsx_writer``, ``ods_writer``)."""
