"""Mail by way of the city's mail server."""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import StrEnum
from typing import Any

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail.

    Args:
        name: Its name.
        data: Its content, JSON.
    """

    name: str
    data: bytes


class Encryption(StrEnum):
    """How the way to the mail server is encrypted. Its certificate is checked against what this machine trusts."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class Login:
    """As whom to sign in to the mail server.

    Args:
        user: Name of the account.
        password: Returns its password; asked anew for each mail, so that a changed file counts at once.
    """

    user: str
    password: Callable[[], str]


class MailNotSentError(Exception):
    """The mail server did not take a mail."""


class MailUnsureError(MailNotSentError):
    """The mail server had a mail before it, and never said whether it took it."""


class Mailer:
    """Sends mails.

    Args:
        server: ``host:port`` of the mail server.
        sender: Address of the sender.
        encryption: Of the way there; a server that does not offer it gets no mail.
        login: As whom to sign in there; None where nobody has to.
    """

    def __init__(
        self, server: str, sender: str, *, encryption: Encryption = Encryption.STARTTLS, login: Login | None = None
    ) -> None:
        host, _, port = server.rpartition(":")
        self._host, self._port, self._sender = host.strip("[]"), int(port), sender
        self._encryption, self._login = encryption, login

    def send(self, recipient: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> None:
        """Send one mail.

        Raises:
            MailUnsureError: The way to the server broke off when it had the mail, before it said whether it took it.
            MailNotSentError: The server does not answer, offers no encryption, is not who it should be, or refuses it.
        """
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, recipient, subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="pruefstand.invalid")
        message.set_content(text)
        for one in attachments:
            message.add_attachment(one.data, maintype="application", subtype="json", filename=one.name)
        try:
            with self._session() as server:
                if self._login is not None:
                    server.login(self._login.user, self._login.password())
                server.send_message(message)
        except (OSError, UnicodeError, smtplib.SMTPException) as error:
            raise MailNotSentError(type(error).__name__) from error

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """Open the way to the server. What it took stays taken, however it says farewell."""
        server = self._connected()
        try:
            yield server
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._encryption is Encryption.TLS:
            return _EncryptedServer(self._host, self._port, timeout=_SECONDS, context=ssl.create_default_context())
        server = _Server(self._host, self._port, timeout=_SECONDS)
        if self._encryption is Encryption.STARTTLS:
            try:
                server.starttls(context=ssl.create_default_context())
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server


class _Server(smtplib.SMTP):
    """A mail server; tells a mail that it refused from one whose fate nobody knows."""

    def data(self, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as its base has it
        try:
            return super().data(msg)
        except smtplib.SMTPResponseException:  # it wanted no mail at all
            raise
        except OSError as error:
            raise MailUnsureError(type(error).__name__) from error


class _EncryptedServer(_Server, smtplib.SMTP_SSL):
    """A mail server that is encrypted from the first word on."""
