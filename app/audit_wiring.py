"""The services of the audit log."""

from app.mail_wiring import mailer_of
from infra.oversight.folder import CheckpointFolder
from infra.oversight.keys import Keys
from infra.oversight.service import AuditLog, Posting
from infra.secrets import Secrets
from infra.settings import Settings
from infra.transactions import Transactions


def audit_log(transactions: Transactions, secrets: Secrets, settings: Settings) -> AuditLog:
    """Build the audit log's services."""
    mailer = mailer_of(settings)
    posting = Posting(mailer, settings.checkpoint_mail) if mailer and settings.checkpoint_mail else None
    keys, folder = Keys(secrets, settings.key_folder), CheckpointFolder(settings.checkpoint_folder)
    return AuditLog(transactions, keys, folder, posting)
