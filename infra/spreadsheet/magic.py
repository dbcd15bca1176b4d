"""How files of office programs begin. Apart from the readers: other files are told from them without loading those."""

ZIP, OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"


def is_office_file(data: bytes) -> bool:
    """Tell whether bytes begin like a workbook, be it a damaged, an old or a protected one."""
    return data.startswith((ZIP, OLD_OFFICE))
