"""Released sheets as OParl 1.1 ``File`` objects: what council systems and whoever reads them understand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired, TypedDict

from digitalcheck.rules.course.release import SheetForm

FILE_TYPE = "https://schema.oparl.org/1.1/File"
_FORMS = {SheetForm.PDF: "PDF", SheetForm.JSON: "JSON", SheetForm.HTML: "HTML", SheetForm.TEXT: "Text"}


class OparlFile(TypedDict):
    """A file as OParl 1.1 describes it; the names are those of the standard."""

    id: str
    type: str
    name: str
    fileName: str
    mimeType: str
    date: str
    size: int
    sha512Checksum: str
    accessUrl: str
    downloadUrl: str
    masterFile: NotRequired[str]
    derivativeFile: NotRequired[list[str]]
    paper: NotRequired[list[str]]
    keyword: list[str]
    web: str
    created: str
    modified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """A file of a sheet that everybody may have.

    Args:
        code: Prüfcode of the sheet.
        form: Its form.
        name: Name of the file.
        media_type: What it is.
        size: Bytes.
        sha512: Checksum of its bytes, hexadecimal.
        title: What the check is about.
        reference: Number of the Magistratsvorlage.
        day: Day of the judgement.
        published_at: When it was given to everybody.
        papers: Addresses of the papers of this number in the council system.
    """

    code: str
    form: SheetForm
    name: str
    media_type: str
    size: int
    sha512: str
    title: str
    reference: str
    day: date
    published_at: datetime
    papers: tuple[str, ...] = ()


def oparl_file(file: PublicFile, base: str, city: str) -> OparlFile:
    """Return a file as OParl 1.1 describes it. The PDF is the master, the other forms are made of the same words.

    Args:
        file: The file.
        base: Address of this instance for everybody, without a slash at its end.
        city: Id of the city.
    """

    def own(form: SheetForm) -> str:
        return f"{base}/api/v1/cities/{city}/oparl/files/{file.code}/public.{form.value}"

    moment = file.published_at.isoformat(timespec="seconds")
    bytes_at = f"{base}/api/v1/cities/{city}/sheets/{file.code}/public.{file.form.value}"
    found = OparlFile(
        id=own(file.form),
        type=FILE_TYPE,
        name=f"Digital-Check zur Vorlage {file.reference}: {file.title} ({_FORMS[file.form]})",
        fileName=file.name,
        mimeType=file.media_type,
        date=file.day.isoformat(),
        size=file.size,
        sha512Checksum=file.sha512,
        accessUrl=bytes_at,
        downloadUrl=bytes_at,
        keyword=["Digital-Check"],
        web=f"{base}/pruefcode/{city}/{file.code}",
        created=moment,
        modified=moment,
    )
    if file.papers:
        found["paper"] = list(file.papers)
    if file.form is SheetForm.PDF:
        found["derivativeFile"] = [own(form) for form in SheetForm if form is not SheetForm.PDF]
    else:
        found["masterFile"] = own(SheetForm.PDF)
    return found
