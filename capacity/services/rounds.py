"""Rounds: opened with the order of the moment, decided request by request, closed with minutes that stay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from capacity.errors import RoundClosedError, RoundNotFoundError, RoundOpenError, RoundStillOpenError
from capacity.model import (
    CapacityRound,
    RoundBasis,
    RoundDecision,
    RoundEffort,
    RoundKind,
    RoundLoad,
    RoundMinutes,
    RoundRecord,
    RoundRow,
)
from capacity.repository import PriorityRepository, RoundRepository, SupplyRepository
from capacity.rules.priority.supply import Shortage
from capacity.rules.round import (
    DECIDING,
    GIVING,
    cells_of,
    digest_of,
    displaced_by,
    fits,
    gone_since,
    parted,
    read_basis,
    read_minutes,
    written_basis,
    written_minutes,
)
from capacity.services.deciding import decisions_in
from capacity.services.prioritising import left_to_plan
from capacity.services.ranking import MOST_SERVED, ranked_numbers
from capacity.services.reviewing import LONGEST_TEXT, checked_text
from capacity.services.role_weeks import weeks_ahead
from core.listing import Page
from core.numbers import LARGEST_NUMBER
from core.parameters import ParameterSet
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

KIND = "capacity-round"
_TENTHS, _INDEX = Decimal("0.1"), Decimal("0.00000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRound:
    """A round as somebody sees it.

    Args:
        round: The round.
        basis: What lay before it.
        lacks: What each request lacks when all before it are served; empty where no capacity was entered.
        line: Rank before the first request that does not fit; None where all fit or nothing is known.
        skipped: Numbers of requests left out on trial.
        decisions: What was decided so far, or in the whole round.
        would_displace: By number, who would be displaced if capacity were given now.
        record: What it resolved; None while it is open.
        minutes: Its minutes; None likewise.
        is_genuine: The stored minutes have the checksum that was noted with them.
    """

    round: CapacityRound
    basis: RoundBasis
    lacks: Mapping[int, tuple[Shortage, ...]]
    line: int | None
    skipped: frozenset[int]
    decisions: tuple[RoundDecision, ...]
    would_displace: Mapping[int, tuple[int, ...]]
    record: RoundRecord | None
    minutes: RoundMinutes | None
    is_genuine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRounds:
    """A page of rounds with what the closed ones resolved, by number."""

    page: Page[CapacityRound]
    records: Mapping[int, RoundRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDesk:
    """Holds rounds.

    Args:
        transactions: Opens them to those who may.
        figures: What may be planned, and what is small.
    """

    transactions: Transactions
    figures: ParameterSet

    def page(self, actor: Actor, *, page: int = 1, size: int = 25) -> ListedRounds:
        """Return a page of the rounds, the newest first."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            repository = RoundRepository(reading.session)
            found = repository.page(page, size)
            return ListedRounds(page=found, records=repository.records([one.number for one in found.items]))

    def open(self, actor: Actor, kind: RoundKind, once: Once | None = None) -> CapacityRound:
        """Open a round: what waits, in its order, is kept as it is now.

        Raises:
            RoundOpenError: Another round of this kind is open.
        """
        with self.transactions.write(actor, Action.OPEN_ROUND, once) as writing:
            repository = RoundRepository(writing.session)
            last = repository.latest(kind)
            if last is not None and last.number not in repository.records([last.number]):
                raise RoundOpenError(number=str(last.number))
            basis = self._basis(writing, kind, read_basis(last.basis) if last else None)
            opened = CapacityRound(
                number=0,
                kind=kind,
                day=official_day(writing.now),
                basis=written_basis(basis),
                opened_by=str(writing.actor.person),
                opened_at=writing.now,
            )
            opened = replace(opened, number=repository.add(opened))
            told = {"kind": kind.value, "count": len(basis.rows)}
            writing.record(Event.ROUND_OPENED, _subject(opened.number), after=told)
            return writing.done(opened)

    def see(
        self, actor: Actor, number: int, skipped: frozenset[int] = frozenset(), shown: slice = slice(None)
    ) -> SeenRound:
        """Return a round with what was decided and what fits.

        Args:
            actor: Who looks.
            number: Which round.
            skipped: Requests that are left out on trial.
            shown: Which of its rows are looked at: only of them it is told whom they would displace.

        Raises:
            RoundNotFoundError: There is none of this number.
        """
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            one = _found(reading, number)
            basis, record = read_basis(one.basis), RoundRepository(reading.session).records([number]).get(number)
            minutes = None if record is None else read_minutes(record.document)
            decisions = decisions_in(reading, one, basis) if minutes is None else minutes.decisions
            lacks, short = fits(basis, skipped)
            given = {each.number for each in decisions if each.step in GIVING}
            return SeenRound(
                round=one,
                basis=basis,
                lacks=lacks,
                line=next((row.rank - 1 for row in basis.rows if row.number == short), None),
                skipped=skipped,
                decisions=decisions,
                would_displace={
                    row.number: displaced_by(row, cells_of(row.efforts), basis, given) for row in basis.rows[shown]
                },
                record=record,
                minutes=minutes,
                is_genuine=record is None or digest_of(record.document) == record.digest,
            )

    def close(self, actor: Actor, number: int, note: str = "", once: Once | None = None) -> RoundRecord:
        """Close a round: its decisions, with whom they displaced, stay as they are for good.

        Raises:
            RoundNotFoundError: There is none of this number.
            RoundClosedError: It is closed already.
            InputError: The note is too long.
        """
        with self.transactions.write(actor, Action.CLOSE_ROUND, once) as writing:
            one, repository = _found(writing, number), RoundRepository(writing.session)
            if repository.records([number]):
                raise RoundClosedError
            text = checked_text(note, "note", longest=LONGEST_TEXT, is_needed=False)
            document = written_minutes(_minutes(writing, one, text))
            record = RoundRecord(
                round=number,
                document=document,
                digest=digest_of(document),
                closed_by=str(writing.actor.person),
                closed_at=writing.now,
            )
            repository.put_record(record)
            writing.record(Event.ROUND_CLOSED, _subject(number), after={"digest": record.digest})
            return writing.done(record)

    def minutes(self, actor: Actor, number: int) -> ExportedFile:
        """Return the minutes of a closed round as PDF.

        Raises:
            RoundNotFoundError: There is none of this number.
            RoundStillOpenError: It is not closed yet.
        """
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            record = RoundRepository(reading.session).records([_found(reading, number).number]).get(number)
        if record is None:
            raise RoundStillOpenError
        from capacity import exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        data = exports.minutes_of(read_minutes(record.document), record.digest)
        return ExportedFile(f"protokoll-runde-{number}.pdf", data)

    def _basis(self, reading: Reading, kind: RoundKind, before: RoundBasis | None) -> RoundBasis:
        day = official_day(self.transactions.clock.now())
        rows, total = self._rows(reading, before)
        others: tuple[RoundLoad, ...] = ()
        if kind is RoundKind.WOCHE:
            most = self.figures.on("small_request_days", day).number
            rows, others = parted(rows, most)
        left = left_to_plan(reading, weeks_ahead(reading, self.figures, day))
        return RoundBasis(
            kind=kind.value,
            day=day.isoformat(),
            total=total,
            left=tuple(
                RoundEffort(role=role, quarter=quarter, days=format(days, "f"))
                for (role, quarter), days in sorted(left.items())
            ),
            rows=rows,
            gone=gone_since(before, rows),
            others=others,
        )

    def _rows(self, reading: Reading, before: RoundBasis | None) -> tuple[tuple[RoundRow, ...], int]:
        repository = PriorityRepository(reading.session)
        ranked, by_hand, total = ranked_numbers(repository, 1, MOST_SERVED)
        known, efforts = (
            repository.of(ranked.values()),
            SupplyRepository(reading.session).efforts(list(ranked.values())),
        )
        offices = {one.id: one.name for one in IdentityRepository(reading.session).offices()}
        earlier = {one.number: one.rank for one in before.rows} if before else {}
        rows = (
            RoundRow(
                rank=rank,
                number=number,
                title=known[number][0].demand.title,
                office=offices.get(known[number][0].demand.office, "–"),
                urgency=known[number][1].urgency or "",
                score=format(known[number][1].score_tenths * _TENTHS, "f"),
                index=format(known[number][1].value * _INDEX, "f"),
                is_set=number in by_hand,
                is_protected=known[number][1].is_protected,
                efforts=tuple(
                    RoundEffort(role=one.role, quarter=one.quarter, days=format(one.days_to, "f"))
                    for one in efforts[number]
                ),
                before=earlier.get(number),
            )
            for rank, number in ranked.items()
        )
        return tuple(rows), total


def _minutes(writing: Writing, one: CapacityRound, note: str) -> RoundMinutes:
    basis = read_basis(one.basis)
    decisions = decisions_in(writing, one, basis)
    person = str(writing.actor.person)
    decided = {each.number for each in decisions if each.step in DECIDING}
    return RoundMinutes(
        number=one.number,
        basis=basis,
        decisions=decisions,
        undecided=tuple(row.number for row in basis.rows if row.number not in decided),
        note=note,
        chair=IdentityRepository(writing.session).names({person}).get(person, "–"),
        opened_at=one.opened_at.isoformat(),
        closed_at=writing.now.isoformat(),
    )


def _found(reading: Reading, number: int) -> CapacityRound:
    found = RoundRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if found is None:
        raise RoundNotFoundError
    return found


def _subject(number: int) -> Subject:
    return Subject(kind=KIND, id=str(number))
