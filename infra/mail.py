"""Mail by way of the city's mail server."""

import smtplib
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import StrEnum

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
            MailNotSentError: The server does not answer, offers no encryption, is not who it should be, or refuses it.
        """
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, recipient, subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="pruefstand.invalid")
        message.set_content(text)
        for one in attachments:
            message.add_attachment(one.data, maintype="application", subtype="json", filename=one.name)
        try:
            with self._connected() as server:
                if self._login is not None:
                    server.login(self._login.user, self._login.password())
                server.send_message(message)
        except (OSError, UnicodeError, smtplib.SMTPException) as error:
            raise MailNotSentError(type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        if self._encryption is Encryption.TLS:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=_SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(self._host, self._port, timeout=_SECONDS)
        if self._encryption is Encryption.STARTTLS:
            try:
                server.starttls(context=ssl.create_default_context())
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server
