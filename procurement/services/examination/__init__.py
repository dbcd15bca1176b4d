"""What is done before anybody scores: examine bids, ask bidders, form the team, declare conflicts."""

from procurement.services.examination.checks import Examining
from procurement.services.examination.declaring import Declaration, Declarations, Declaring
from procurement.services.examination.drafts import ExaminationDrafts
from procurement.services.examination.examined import Examination, ExaminedBid, Finding, Verdict
from procurement.services.examination.inquiries import Inquiring
from procurement.services.examination.inquiry_log import InquiryLog, InquiryWish, Reply
from procurement.services.examination.team import Staffing, Team
from procurement.services.examination.waiting import Task, TaskKind, Waiting

__all__ = [
    "Declaration",
    "Declarations",
    "Declaring",
    "Examination",
    "ExaminationDrafts",
    "ExaminedBid",
    "Examining",
    "Finding",
    "Inquiring",
    "InquiryLog",
    "InquiryWish",
    "Reply",
    "Staffing",
    "Task",
    "TaskKind",
    "Team",
    "Verdict",
    "Waiting",
]
