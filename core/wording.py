"""German sentences for faults of files at the gate, whatever is read from them."""

FILE_FAULTS: dict[str, str] = {
    "file_empty": "Die Datei ist leer. Bitte die richtige Datei wählen.",
    "file_size": "Die Datei ist zu groß: höchstens {maximum} MiB.",
    "file_kind": "Die Datei ist keine {expected}. Bitte das Format prüfen.",
    "file_old_office": "Die Datei hat das alte Office-Format oder ist mit einem Kennwort geschützt. Bitte ohne Kennwort als XLSX "
    "oder ODS speichern.",
    "file_damaged": "Die Datei ist beschädigt und lässt sich nicht lesen ({detail}). Bitte neu speichern oder neu anfordern.",
    "file_encrypted": "Die Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern.",
    "file_attachment": "Diese Art von Datei wird nicht angenommen. Bitte eine davon wählen: {kinds}.",
    "file_entries": "Die Datei enthält zu viele Bestandteile (höchstens {maximum}).",
    "file_expands": "Die Datei würde beim Entpacken zu groß ({part}). Sie wird nicht geöffnet.",
    "file_name": "Die Datei enthält einen unzulässigen Bestandteil „{part}“. Sie wird nicht geöffnet.",
    "file_macro": "Die Datei enthält Makros oder ausführbare Bestandteile ({part}). Bitte ohne Makros als XLSX oder ODS speichern.",
    "file_external": "Die Datei verweist auf andere Dateien oder Datenquellen ({part}). Bitte die Verknüpfungen lösen und neu speichern.",
    "file_doctype": "Die Datei enthält eine Dokumenttyp-Angabe ({part}), wie sie kein Büroprogramm schreibt. Sie wird nicht geöffnet.",
    "file_nested": "Die Datei ist zu tief verschachtelt ({part}). Sie wird nicht geöffnet.",
    "file_cell_outside": "Die Zelle liegt außerhalb des lesbaren Bereichs (höchstens {rows} Zeilen und {columns} Spalten). Bitte löschen.",
    "file_twice": "{part} steht mehrfach in der Datei; welcher Inhalt gilt, ist nicht klar. Bitte die Datei neu speichern und prüfen.",
    "file_cells": "Die Arbeitsmappe hat zu viele gefüllte Zellen (höchstens {maximum}).",
    "file_time": "Das Lesen der Datei wurde nach {seconds} Sekunden abgebrochen. Die Datei ist zu umfangreich oder beschädigt.",
    "file_memory": "Das Lesen der Datei wurde abgebrochen, weil sie zu viel Arbeitsspeicher braucht.",
    "file_crash": "Das Lesen der Datei ist abgestürzt; das Programm läuft weiter. Die Datei ist beschädigt oder schädlich.",
    "file_unwritable": "Die Datei „{file}“ lässt sich nicht schreiben. Bitte Ordner, Rechte und freien Speicher prüfen.",
    "file_output_is_input": "„{file}“ ist die Datei, die gelesen wird; sie wird nie ersetzt. Bitte für die Ausgabe einen anderen Namen "
    "wählen.",
    "file_outputs_coincide": "„{file}“ und „{other}“ sind dieselbe Datei. Bitte jeder Ausgabe einen eigenen Namen geben; neben dem PDF "
    "entsteht immer eine Datei mit der Endung „.json“.",
    "bundle_unknown": "Die Datei ist kein Prüfpaket. Erwartet wird die ZIP-Datei, die „pruefstand score --bundle“ geschrieben hat.",
    "file_output": "Der Inhalt der Datei ist zu umfangreich.",
}
"""Sentence of each fault of a file; values in braces are the fault's properties."""
