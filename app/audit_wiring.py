"""The services of the audit log."""

from infra.mail import Mailer
from infra.oversight.folder import CheckpointFolder
from infra.oversight.keys import Keys
from infra.oversight.service import AuditLog, Posting
from infra.secrets import Secrets
from infra.settings import Settings
from infra.transactions import Transactions


def audit_log(transactions: Transactions, secrets: Secrets, settings: Settings) -> AuditLog:
    """Build the audit log's services."""
    posting = None
    if settings.smtp and settings.checkpoint_mail:
        mailer = Mailer(
            settings.smtp, settings.mail_sender, encryption=settings.smtp_encryption, login=settings.smtp_login
        )
        posting = Posting(mailer, settings.checkpoint_mail)
    keys, folder = Keys(secrets, settings.key_folder), CheckpointFolder(settings.checkpoint_folder)
    return AuditLog(transactions, keys, folder, posting)
