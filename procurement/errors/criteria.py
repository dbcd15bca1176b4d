"""What can stop work on catalogues of criteria and their drafts."""

from procurement.errors.base import ProcurementError


class CatalogueNotFoundError(ProcurementError):
    """No catalogue of criteria of this name, or no such version of it, is stored."""

    type = "procurement/catalogue-not-found"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueEntryNotFoundError(ProcurementError):
    """This version of the catalogue has no such criterion."""

    type = "procurement/catalogue-entry-not-found"

    def __init__(self, entry: str) -> None:
        super().__init__(entry=entry)


class CatalogueVersionTakenError(ProcurementError):
    """The same or a newer version of the catalogue is stored, saying something else; versions never change."""

    type = "procurement/catalogue-version-taken"

    def __init__(self, catalogue: str, newest: int) -> None:
        super().__init__(catalogue=catalogue, newest=str(newest))


class CatalogueOwnError(ProcurementError):
    """The catalogue is maintained in this city: its versions are written here and not imported."""

    type = "procurement/catalogue-own"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueForeignError(ProcurementError):
    """The catalogue came from elsewhere: it goes on here under another name only."""

    type = "procurement/catalogue-foreign"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueDraftNotFoundError(ProcurementError):
    """Nobody writes a next version of this catalogue, or the draft has no such part."""

    type = "procurement/catalogue-draft-not-found"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueDraftExistsError(ProcurementError):
    """Somebody is writing the next version of this catalogue already."""

    type = "procurement/catalogue-draft-exists"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueDraftFrozenError(ProcurementError):
    """Somebody asks for the release of the draft: nothing in it changes until it is released or handed back."""

    type = "procurement/catalogue-draft-frozen"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueNotAskedError(ProcurementError):
    """Nobody asks for the release of the draft."""

    type = "procurement/catalogue-not-asked"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueSamePersonError(ProcurementError):
    """Whoever asks for the release of a draft does not release it: that takes another person."""

    type = "procurement/catalogue-same-person"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)


class CatalogueDraftChangedError(ProcurementError):
    """What is to be released is not what the person has seen."""

    type = "procurement/catalogue-draft-changed"

    def __init__(self, catalogue: str) -> None:
        super().__init__(catalogue=catalogue)
