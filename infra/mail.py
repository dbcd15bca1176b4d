"""Mail by way of the city's mail server."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

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


class MailNotSentError(Exception):
    """The mail server did not take a mail."""


class Mailer:
    """Sends mails.

    Args:
        server: ``host:port`` of the mail server.
        sender: Address of the sender.
    """

    def __init__(self, server: str, sender: str) -> None:
        host, _, port = server.rpartition(":")
        self._host, self._port, self._sender = host.strip("[]"), int(port), sender

    def send(self, recipient: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> None:
        """Send one mail.

        Raises:
            MailNotSentError: The server does not answer, or refuses it.
        """
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, recipient, subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="pruefstand.invalid")
        message.set_content(text)
        for one in attachments:
            message.add_attachment(one.data, maintype="application", subtype="json", filename=one.name)
        try:
            with smtplib.SMTP(self._host, self._port, timeout=_SECONDS) as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSentError(type(error).__name__) from error
