"""Mail to a server that speaks just enough of SMTP, in the clear and encrypted."""

import base64
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from ipaddress import IPv4Address
from pathlib import Path
from typing import BinaryIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from infra.mail import Attachment, Encryption, Login, Mailer, MailNotSentError, MailUnsureError

SENDER, RECIPIENT = "pruefstand@example.org", "rpa@example.org"
LOGIN = Login("pruefstand", lambda: "geheim")


class PostOffice:
    """Takes mails on a port of this machine, or refuses them.

    Args:
        encryption: What it offers.
        certificate: Its key and certificate; not needed where it offers none.
    """

    def __init__(self, encryption: Encryption, certificate: Path | None = None) -> None:
        self.mails: list[Message] = []
        self.logins: list[str] = []
        self.refuses = False
        self.hangs_up_on: bytes | None = None
        """A word that it does not answer any more; of ``DATA`` it keeps the mail."""
        self._encryption = encryption
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if certificate is not None:
            self._tls.load_cert_chain(certificate)
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
            with connection, suppress(OSError):  # the client went away, or does not trust us
                self._receive(connection)

    def _receive(self, connection: socket.socket) -> None:
        if self._encryption is Encryption.TLS:
            with self._tls.wrap_socket(connection, server_side=True) as encrypted:
                encrypted.sendall(b"220 here\r\n")
                self._talk(encrypted, b"250-AUTH PLAIN\r\n")
            return
        connection.sendall(b"220 here\r\n")
        if self._talk(connection, b"250-STARTTLS\r\n" if self._encryption is Encryption.STARTTLS else b""):
            with self._tls.wrap_socket(connection, server_side=True) as encrypted:
                self._talk(encrypted, b"250-AUTH PLAIN\r\n")

    def _talk(self, connection: socket.socket, offer: bytes) -> bool:
        """Answer until the end; say whether encryption is to begin now."""
        with connection.makefile("rb") as lines:
            while line := lines.readline():
                word = line[:4].upper()
                if word == self.hangs_up_on != b"DATA":
                    return False
                connection.sendall(b"250-here\r\n" + offer + b"250 8BITMIME\r\n" if word == b"EHLO" else b"")
                if word in {b"STAR", b"QUIT"}:
                    connection.sendall(b"220 go on\r\n" if word == b"STAR" else b"221 bye\r\n")
                    return word == b"STAR"
                if word == b"DATA":
                    connection.sendall(b"354 go on\r\n")
                    if not self._keep(lines) or self.hangs_up_on == word:
                        return False
                if word == b"AUTH":
                    self.logins.append(base64.b64decode(line.split()[2]).decode())
                if word != b"EHLO":
                    connection.sendall(self._answer(word))
        return False

    def _keep(self, lines: BinaryIO) -> bool:
        """Keep a mail; say whether there was a whole one: who is killed in the middle has sent none."""
        taken = list[bytes]()
        while (line := lines.readline()) != b".\r\n":
            if not line:
                return False
            taken.append(line)
        self.mails.append(message_from_bytes(b"".join(taken)))
        return True

    def _answer(self, word: bytes) -> bytes:
        if self.refuses and word in {b"AUTH", b"RCPT"}:
            return b"535 no\r\n" if word == b"AUTH" else b"550 no\r\n"
        return b"235 come in\r\n" if word == b"AUTH" else b"250 fine\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return key and certificate of the post office, in one file."""
    key, now = Ed25519PrivateKey.generate(), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "post office")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(key, None)
    )
    file = tmp_path_factory.mktemp("tls") / "office.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file


Open = Callable[[Encryption], PostOffice]


@pytest.fixture
def opened(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open post offices that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    offices: list[PostOffice] = []

    def open_office(encryption: Encryption) -> PostOffice:
        offices.append(PostOffice(encryption, certificate))
        return offices[-1]

    yield open_office
    for one in offices:
        one.close()


def send(office: PostOffice, encryption: Encryption, login: Login | None = None) -> None:
    Mailer(office.address, SENDER, encryption=encryption, login=login).send(RECIPIENT, "x", "y")


def test_a_mail_arrives_with_its_attachments(opened: Open) -> None:
    office = opened(Encryption.NONE)
    Mailer(office.address, SENDER, encryption=Encryption.NONE).send(
        RECIPIENT, "Prüfpunkte", "Grüße aus dem Prüfstand", [Attachment("a.json", b'{"a": 1}')]
    )
    mail = office.mails[0]
    parts = mail.get_payload()
    assert isinstance(parts, list)
    text, attachment = parts

    assert (mail["From"], mail["To"]) == (SENDER, RECIPIENT)
    assert isinstance(text, Message)
    assert isinstance(attachment, Message)
    assert text.get_payload(decode=True) == "Grüße aus dem Prüfstand\r\n".encode()
    assert (attachment.get_filename(), attachment.get_content_type()) == ("a.json", "application/json")
    assert attachment.get_payload(decode=True) == b'{"a": 1}'


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_account_and_mail_travel_encrypted(opened: Open, encryption: Encryption) -> None:
    office = opened(encryption)
    send(office, encryption, LOGIN)
    assert (office.logins, len(office.mails)) == (["\0pruefstand\0geheim"], 1)


def test_a_server_without_encryption_gets_neither_password_nor_mail(opened: Open) -> None:
    office = opened(Encryption.NONE)
    for encryption in (Encryption.STARTTLS, Encryption.TLS):
        with pytest.raises(MailNotSentError):
            send(office, encryption, LOGIN)
    with pytest.raises(MailNotSentError):
        Mailer(office.address, SENDER, login=LOGIN).send(RECIPIENT, "x", "y")
    assert (office.logins, office.mails) == ([], [])


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_a_server_nobody_vouches_for_gets_nothing(
    opened: Open, encryption: Encryption, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = opened(encryption)
    (tmp_path / "nobody.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nobody.pem"))
    with pytest.raises(MailNotSentError):
        send(office, encryption, LOGIN)
    assert (office.logins, office.mails) == ([], [])


def test_a_refusal_is_an_error(opened: Open) -> None:
    office = opened(Encryption.TLS)
    office.refuses = True
    for login in (None, LOGIN):
        with pytest.raises(MailNotSentError):
            send(office, Encryption.TLS, login)


def test_a_password_that_cannot_be_read_is_an_error(opened: Open, tmp_path: Path) -> None:
    login = Login("pruefstand", (tmp_path / "missing").read_text)
    with pytest.raises(MailNotSentError):
        send(opened(Encryption.TLS), Encryption.TLS, login)


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(MailNotSentError):
        Mailer("127.0.0.1:9", SENDER).send(RECIPIENT, "x", "y")


def test_a_mail_that_was_taken_is_sent_however_the_server_says_farewell(opened: Open) -> None:
    office = opened(Encryption.NONE)
    office.hangs_up_on = b"QUIT"
    send(office, Encryption.NONE)
    assert len(office.mails) == 1


@pytest.mark.parametrize("encryption", Encryption)
def test_nobody_knows_of_a_mail_whose_server_hung_up_on_it(opened: Open, encryption: Encryption) -> None:
    office = opened(encryption)
    office.hangs_up_on = b"DATA"
    with pytest.raises(MailUnsureError):
        send(office, encryption)
    assert len(office.mails) == 1


@pytest.mark.parametrize("word", [b"MAIL", b"RCPT"])
def test_a_server_that_hangs_up_before_the_mail_has_none(opened: Open, word: bytes) -> None:
    office = opened(Encryption.NONE)
    office.hangs_up_on = word
    with pytest.raises(MailNotSentError) as raised:
        send(office, Encryption.NONE)
    assert raised.type is MailNotSentError
    assert office.mails == []
