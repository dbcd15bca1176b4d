"""Chains to verify, keys to sign with, and everything that can be done to a log."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infra.audit.chain import GENESIS, body_of, chained
from infra.audit.checkpoint import Checkpoint, sign
from infra.audit.model import Event, Subject
from infra.audit.verification import ChainCheck, StoredEntry, Verification

CITY = "musterstadt"
START = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
EVENTS = (Event.EVALUATION_STORED, Event.SIGNED_IN, Event.ACCESS_DENIED, Event.ROLES_CHANGED)

Log = list[StoredEntry]


def body(sequence: int, *, city: str = CITY, at: datetime | None = None, note: str = "") -> str:
    return body_of(
        city=city,
        sequence=sequence,
        at=at or START + timedelta(minutes=sequence),
        actor=f"person-{sequence % 3}",
        event=EVENTS[sequence % len(EVENTS)],
        subject=Subject(kind="evaluation", id=f"vg-{sequence % 5}"),
        details={"before": {"state": "draft"}, "after": {"state": "final", "note": note}},
    )


def chain(bodies: Sequence[str]) -> Log:
    """Return a whole log of these bodies."""
    log: Log = []
    previous = GENESIS
    for one in bodies:
        log.append(StoredEntry(previous=previous, hash=chained(previous, one), body=one))
        previous = log[-1].hash
    return log


def whole_log(length: int) -> Log:
    return chain([body(number) for number in range(1, length + 1)])


def checkpoint_of(log: Log, sequence: int | None = None, *, city: str = CITY) -> Checkpoint:
    last = sequence or len(log)
    return sign(city, last, log[last - 1].hash, at=START + timedelta(days=1), key=KEY)


def verify_chain(city: str, log: Iterable[StoredEntry], checkpoints: Sequence[Checkpoint] = ()) -> Verification:
    """Verify a log that is in no database."""
    check = ChainCheck(city, checkpoints)
    for entry in log:
        check.add(entry)
    return check.finish()


def facts_changed(text: str, chance: random.Random) -> str:
    """Return a body that says something else."""
    facts = json.loads(text)
    name = chance.choice(["actor", "event", "at", "details", "subject"])
    match name:
        case "details":
            facts["details"]["after"]["note"] += "!"
        case "subject":
            facts["subject"]["id"] += "0"
        case "at":
            facts["at"] = (datetime.fromisoformat(facts["at"]) + timedelta(microseconds=1)).isoformat(
                timespec="microseconds"
            )
        case _:
            facts[name] = "somebody-else" if name == "actor" else chance.choice([*set(Event) - {facts[name]}])
    return json.dumps(facts, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def renumbered(bodies: Sequence[str]) -> list[str]:
    """Return bodies with numbers that fit their places."""
    facts = [json.loads(one) | {"sequence": number} for number, one in enumerate(bodies, 1)]
    return [json.dumps(one, ensure_ascii=True, separators=(",", ":"), sort_keys=True) for one in facts]


def flip_character(log: Log, chance: random.Random) -> Log:
    place, name = chance.randrange(len(log)), chance.choice(["previous", "hash", "body"])
    text = getattr(log[place], name)
    at = chance.randrange(len(text))
    changed = text[:at] + chr(chance.choice([*{*range(32, 127), 0, 228, 0xDCFF} - {ord(text[at])}])) + text[at + 1 :]
    return [*log[:place], replace(log[place], **{name: changed}), *log[place + 1 :]]


def change_facts(log: Log, chance: random.Random) -> Log:
    place = chance.randrange(len(log))
    changed = replace(log[place], body=facts_changed(log[place].body, chance))
    return [*log[:place], changed, *log[place + 1 :]]


def change_facts_and_hash(log: Log, chance: random.Random) -> Log:
    place = chance.randrange(len(log))
    text = facts_changed(log[place].body, chance)
    changed = replace(log[place], body=text, hash=chained(log[place].previous, text))
    return [*log[:place], changed, *log[place + 1 :]]


def rewrite_history(log: Log, chance: random.Random) -> Log:
    """Change one entry and compute everything after it anew."""
    bodies = [one.body for one in log]
    place = chance.randrange(len(log))
    bodies[place] = facts_changed(bodies[place], chance)
    return chain(bodies)


def delete(log: Log, chance: random.Random) -> Log:
    first = chance.randrange(len(log))
    last = min(len(log), first + chance.choice([1, 1, 1, 2, 5]))
    return [*log[:first], *log[last:]]


def delete_and_rewrite(log: Log, chance: random.Random) -> Log:
    return chain(renumbered([one.body for one in delete(log, chance)]))


def insert(log: Log, chance: random.Random) -> Log:
    place = chance.randrange(len(log))
    copied = log[(place + chance.randrange(1, len(log))) % len(log)]
    foreign = chance.choice([copied, chain([body(place + 1, note="forged")])[0]])
    return [*log[:place], foreign, *log[place:]]


def insert_and_rewrite(log: Log, chance: random.Random) -> Log:
    return chain(renumbered([one.body for one in insert(log, chance)]))


def reorder(log: Log, chance: random.Random) -> Log:
    first, second = chance.sample(range(len(log)), 2)
    changed = list(log)
    changed[first], changed[second] = log[second], log[first]
    return changed


def reorder_and_rewrite(log: Log, chance: random.Random) -> Log:
    return chain(renumbered([one.body for one in reorder(log, chance)]))


def truncate(log: Log, chance: random.Random) -> Log:
    return log[: chance.randrange(len(log))]


def roll_back(log: Log, chance: random.Random) -> Log:
    """Go back to an older copy and let it grow again, perhaps beyond what it was."""
    kept = chance.randrange(len(log))
    grown = kept + chance.randrange(2 * len(log))
    return chain([one.body for one in log[:kept]] + [body(number, note="new") for number in range(kept + 1, grown + 1)])


MUTATIONS: tuple[Callable[[Log, random.Random], Log], ...] = (
    flip_character,
    change_facts,
    change_facts_and_hash,
    rewrite_history,
    delete,
    delete_and_rewrite,
    insert,
    insert_and_rewrite,
    reorder,
    reorder_and_rewrite,
    truncate,
    roll_back,
)
