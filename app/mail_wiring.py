"""What sends the mails of this instance."""

from infra.mail import Mailer
from infra.settings import Settings


def mailer_of(settings: Settings) -> Mailer | None:
    """Return what sends mails; None where there is no mail server."""
    if not settings.smtp:
        return None
    return Mailer(settings.smtp, settings.mail_sender, encryption=settings.smtp_encryption, login=settings.smtp_login)
