"""A contract that the demo city awarded: everything checked, decided by two, letters sent, standstill waited for."""

from app.demo_procedures import actor_of
from app.house import House
from core.german import german_date
from infra.clock import official_day
from infra.fields.model import Edit
from infra.policy.model import Actor
from procurement.model import LetterKind
from procurement.rules.award.answers import DONE
from procurement.rules.procedure.stages import Step
from procurement.services.awarding import LettersWish
from procurement.services.awarding.fields import CONTRACT_END, EVIDENCE, REASON, RESOLUTION, STATE
from procurement.services.procedures import Wish

_REASON = "Das Angebot hat die meisten Gesamtpunkte der veröffentlichten Bewertungsmatrix; sein Preis ist geprüft."
_END = "31.08.2030"
_NOTES = {
    1: "Musterstadt, Der Magistrat, Zentrale Vergabestelle, Rathausplatz 1, 00000 Musterstadt (erfunden)",
    5: "Unteraufträge sind nicht vorgesehen.",
    11: "Die Leistung ist ein einziges Fachverfahren; geteilt wären Betrieb und Pflege nicht aus einer Hand.",
}


def award(deciding: House, awarding: House, slug: str) -> None:
    """Award the contract of a fixed result.

    Args:
        deciding: Services on the day of the decision; the letters go out on it.
        awarding: Services on a day after the standstill.
        slug: The procedure.
    """
    officer, second = actor_of("vergabestelle"), actor_of("vergabestelle2")
    day = official_day(deciding.transactions.clock.now())
    desk = deciding.award.award_desk
    gates = desk.open(officer, slug).known.gates
    edits = [_new(one.gate.id + STATE, DONE) for one in gates]
    edits += [_new(one.gate.id + EVIDENCE, f"Akte, Blatt {20 + place}") for place, one in enumerate(gates)]
    edits += [_new(REASON, _REASON), _new(RESOLUTION, f"Magistrat, {german_date(day)}, Beschluss M-2026-204")]
    desk.save(officer, slug, edits)
    _step(deciding, officer, slug, Step.REQUEST_AWARD)
    _step(deciding, second, slug, Step.DECIDE_AWARD)
    deciding.award.letters.send(
        officer, slug, LettersWish(kind=LetterKind.BEFORE_AWARD, sent_on=day, is_electronic=True)
    )
    _step(awarding, officer, slug, Step.AWARD)
    notes = [_new(f"vermerk-{number}", text) for number, text in _NOTES.items()]
    awarding.award.award_desk.note(officer, slug, [*notes, _new(CONTRACT_END, _END)])


def _new(field: str, value: str) -> Edit:
    return Edit(field=field, value=value, base_version=0)


def _step(house: House, actor: Actor, slug: str, step: Step) -> None:
    seen = house.procedures.open(actor, slug)
    wish = Wish(step=step, version=seen.procedure.version, seen=seen.seal_for(step))
    house.stepping.take(actor, slug, wish)
