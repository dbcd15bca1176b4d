"""Mail to a server that speaks just enough of SMTP."""

import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

import pytest

from infra.mail import Attachment, Mailer, MailNotSentError


class PostOffice:
    """Takes mails on a port of this machine, or refuses them."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refuses = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as lines:
                self._talk(lines)  # type: ignore[arg-type]  # readable and writable

    def _talk(self, lines: "socket.SocketIO") -> None:
        def say(text: str) -> None:
            lines.write(f"{text}\r\n".encode())
            lines.flush()

        say("220 here")
        while line := lines.readline():
            word = line[:4].upper()
            if word == b"DATA":
                say("354 go on")
                content = b""
                while (part := lines.readline()) != b".\r\n":
                    content += part
                self.mails.append(message_from_bytes(content))
                say("250 taken")
            elif word == b"QUIT":
                say("221 bye")
                return
            else:
                say("550 no" if word == b"RCPT" and self.refuses else "250 fine")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    opened = PostOffice()
    yield opened
    opened.close()


def test_a_mail_arrives_with_its_attachments(office: PostOffice) -> None:
    Mailer(office.address, "pruefstand@example.org").send(
        "rpa@example.org", "Prüfpunkte", "Grüße aus dem Prüfstand", [Attachment("a.json", b'{"a": 1}')]
    )
    mail = office.mails[0]
    parts = mail.get_payload()
    assert isinstance(parts, list)
    text, attachment = parts

    assert (mail["From"], mail["To"]) == ("pruefstand@example.org", "rpa@example.org")
    assert isinstance(text, Message)
    assert isinstance(attachment, Message)
    assert text.get_payload(decode=True) == "Grüße aus dem Prüfstand\r\n".encode()
    assert (attachment.get_filename(), attachment.get_content_type()) == ("a.json", "application/json")
    assert attachment.get_payload(decode=True) == b'{"a": 1}'


def test_a_refusal_is_an_error(office: PostOffice) -> None:
    office.refuses = True
    with pytest.raises(MailNotSentError):
        Mailer(office.address, "pruefstand@example.org").send("rpa@example.org", "x", "y")


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(MailNotSentError):
        Mailer("127.0.0.1:9", "pruefstand@example.org").send("rpa@example.org", "x", "y")
