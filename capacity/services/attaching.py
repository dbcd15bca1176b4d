"""Files of requests: attached, taken to read, taken away; whoever reads the request reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from capacity.errors import AttachmentNotFoundError
from capacity.model import Attachment
from capacity.repository import AttachmentRepository
from capacity.services.shared import found, readable, require, subject_of
from core.digest import checksum
from core.errors import Fault, InputError
from core.file_names import harmless
from infra.audit.model import Event
from infra.boxes import Box
from infra.inspect.attachments import check_attachment
from infra.once.model import Once
from infra.once.repository import AnswerRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.saving import saving_headers
from infra.transactions import Transactions, actor_id

MOST_FILES = 10
PURPOSE = "request-attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file with its content.

    Args:
        name: Its name.
        content: Its bytes.
    """

    name: str
    content: bytes = field(repr=False)

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields under which a browser saves it and never shows it."""
        return saving_headers(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAttachments:
    """Keeps files of requests.

    Args:
        transactions: Opens requests to those who may.
        box: Seals contents.
    """

    transactions: Transactions
    box: Box

    def add(self, actor: Actor, number: int, name: str, content: bytes, once: Once | None = None) -> Attachment:
        """Attach a file.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: In its stage nobody attaches anything.
            AccessDeniedError: It is not theirs.
            InputError: The file is not let in, or there are too many.
        """
        self._may(actor, number, once)
        plain, key = harmless(name), str(uuid4())
        check_attachment(plain.rpartition(".")[2], content)
        sealed = self.box.seal(str(actor.city), key, [content])  # before the transaction begins: others wait for that
        with self.transactions.write(actor, Action.ATTACH_TO_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.ATTACH_TO_REQUEST, request)
            repository = AttachmentRepository(writing.session)
            if len(repository.of(number)) >= MOST_FILES:
                raise InputError([Fault("capacity_attachments", "/content", properties={"maximum": str(MOST_FILES)})])
            file = Attachment(
                number=repository.next_number(number),
                name=plain,
                size=len(content),
                digest=checksum(content),
                box_key=key,
                person=str(writing.actor.person),
                at=writing.now,
            )
            repository.add(number, file, sealed)
            writing.record(Event.ATTACHMENT_ADDED, subject_of(request), after=_told(file))
            return writing.done(file)

    def file(self, actor: Actor, number: int, attachment: int) -> AttachedFile:
        """Return a file to take away.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: The request is not theirs to read.
            AttachmentNotFoundError: It has no such file.
        """
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            readable(reading, number)
            repository = AttachmentRepository(reading.session)
            known = _known(repository, number, attachment)
            sealed = repository.sealed(number, attachment)
        return AttachedFile(name=known.name, content=self.box.unseal(str(actor.city), known.box_key, sealed))

    def remove(self, actor: Actor, number: int, attachment: int, once: Once | None = None) -> None:
        """Take a file away that the actor attached; its content is gone for good.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: In its stage nobody takes anything away.
            AccessDeniedError: It is not theirs.
            AttachmentNotFoundError: The request has no such file of theirs.
        """
        with self.transactions.write(actor, Action.ATTACH_TO_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.ATTACH_TO_REQUEST, request)
            repository = AttachmentRepository(writing.session)
            known = _known(repository, number, attachment)
            if known.person != writing.actor.person:
                raise AttachmentNotFoundError
            repository.remove(number, attachment, writing.now)
            writing.record(Event.ATTACHMENT_REMOVED, subject_of(request), before=_told(known))
            writing.done(None)

    def _may(self, actor: Actor, number: int, once: Once | None) -> None:
        """Do nothing where the actor may attach something now; the change itself asks again.

        Raises:
            AlreadyDoneError: The wish was carried out before.
        """
        with self.transactions.read(actor, Action.ATTACH_TO_REQUEST) as reading:
            if once is not None:
                AnswerRepository(reading.session).raise_if_done(actor_id(actor), once)
            require(reading, Action.ATTACH_TO_REQUEST, found(reading, number))


def _known(repository: AttachmentRepository, number: int, attachment: int) -> Attachment:
    known = next((one for one in repository.of(number) if one.number == attachment), None)
    if known is None:
        raise AttachmentNotFoundError
    return known


def _told(file: Attachment) -> dict[str, object]:
    """Return what the audit log keeps of a file: never its name, which may name people."""
    return {"number": file.number, "size": file.size, "file": file.digest}
