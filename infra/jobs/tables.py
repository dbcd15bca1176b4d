"""Tables of jobs. Only the repository names them."""

from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy import Enum as EnumColumn
from sqlmodel import Field, SQLModel

from infra.jobs.model import JobFailure, JobState
from infra.rows import CITY_ID_LENGTH, CityOwned


def _words(enumeration: type[Enum], name: str) -> EnumColumn:
    return EnumColumn(
        enumeration,
        name=name,
        native_enum=False,
        values_callable=lambda members: [member.value for member in members],
        create_constraint=True,
        length=20,
    )


class JobRow(CityOwned, table=True):
    """A job with all that people can see of it."""

    __tablename__ = "job"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_job_person",
        ),
        UniqueConstraint("city_id", "key", name="uq_job_key"),
        CheckConstraint("done >= 0 AND (total IS NULL OR total >= 0)", name="ck_job_progress"),
        Index("ix_job_city", "city_id", "id"),
        Index("ix_job_person", "city_id", "person_id", "id"),
        Index("ix_job_finished", "city_id", "finished_at"),
        {"sqlite_autoincrement": True},  # a number is never given twice: old links must not lead elsewhere
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    person_id: str | None = Field(default=None, max_length=36)
    key: str | None = Field(default=None, max_length=80, description="asked for once, whoever asks again")
    payload: dict[str, Any] = Field(sa_type=JSON)
    state: JobState = Field(sa_type=_words(JobState, "ck_job_state"))
    asked_at: datetime
    not_before: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    attempts: int = 0
    done: int = 0
    total: int | None = None
    step: str = Field(default="", max_length=200)
    result: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    failure: JobFailure | None = Field(default=None, sa_type=_words(JobFailure, "ck_job_failure"))
    is_cancel_requested: bool = False


class QueueRow(SQLModel, table=True):
    """An open job in the queue of all cities: when somebody has to look at it next, and who works on it until then.

    It names its city but is not among the city's rows: workers find it before they know the city. It holds nothing
    that was asked for.
    """

    __tablename__ = "job_queue"
    __table_args__ = (
        ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_job_queue_job"),
        Index("ix_job_queue_due", "due_at"),
    )

    job_id: int = Field(primary_key=True)
    city_id: str = Field(max_length=CITY_ID_LENGTH)
    due_at: datetime = Field(description="waiting: the start; running: the end of the lease")
    token: str | None = Field(default=None, max_length=36)
