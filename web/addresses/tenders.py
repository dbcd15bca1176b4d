"""Addresses of procurement procedures."""

from urllib.parse import urlencode

from web.addresses.segments import segment


def tenders(query: str = "", page: int = 1) -> str:
    """Return the address of a page of the list of tender procedures."""
    asked = {"suche": query} if query else {}
    if page > 1:
        asked["seite"] = str(page)
    return f"/vergabeverfahren?{urlencode(asked)}" if asked else "/vergabeverfahren"


def tender(slug: str) -> str:
    """Return the address of a tender procedure."""
    return f"/vergabeverfahren/{segment(slug)}"


def procedure_need(slug: str) -> str:
    """Return the address of the need and the estimated value of a tender procedure."""
    return f"{tender(slug)}/bedarf"


def procedure_plan(slug: str) -> str:
    """Return the address of kind, deadlines and texts of a tender procedure."""
    return f"{tender(slug)}/angaben"


def procedure_lots(slug: str) -> str:
    """Return the address of the lots of a tender procedure."""
    return f"{tender(slug)}/lose"


def procedure_lot(slug: str, number: int) -> str:
    """Return the address of one lot of a tender procedure."""
    return f"{tender(slug)}/lose/{number}"


def procedure_release(slug: str) -> str:
    """Return the address where the release of a tender procedure is asked for and decided."""
    return f"{tender(slug)}/freigabe"


def procedure_versions(slug: str) -> str:
    """Return the address of the published versions of a tender procedure."""
    return f"{tender(slug)}/fassungen"


def procedure_notice(slug: str) -> str:
    """Return the address of the notice of a tender procedure."""
    return f"{tender(slug)}/bekanntmachung"


def procedure_bids(slug: str) -> str:
    """Return the address of the opened bids of a tender procedure."""
    return f"{tender(slug)}/angebote"


def eligibility(slug: str) -> str:
    """Return the page of the eligibility matrix of a procedure."""
    return f"{tender(slug)}/eignung"


def participation(slug: str) -> str:
    """Return the page of the Teilnahmewettbewerb of a procedure."""
    return f"{tender(slug)}/teilnahme"


def participation_request(slug: str, number: int) -> str:
    """Return the page of one request to participate."""
    return f"{participation(slug)}/{number}"


def procedure_opening(slug: str) -> str:
    """Return the address where the opening of the bids of a tender procedure is recorded."""
    return f"{procedure_bids(slug)}/oeffnung"


def opening_record(slug: str, publication: int, bid_round: int) -> str:
    """Return the address of the Öffnungsniederschrift of a round."""
    return f"{tender(slug)}/fassungen/{publication}/runden/{bid_round}/niederschrift"


def procedure_bid(slug: str, bid_id: str) -> str:
    """Return the address of one opened bid."""
    return f"{procedure_bids(slug)}/{segment(bid_id)}"


def participation_file(slug: str, number: int, name: str) -> str:
    """Return the address of a file of a request to participate."""
    return f"{participation_request(slug, number)}/dateien/{segment(name)}"


def bid_file(slug: str, bid_id: str, name: str) -> str:
    """Return the address of a file of an opened bid."""
    return f"{procedure_bid(slug, bid_id)}/dateien/{segment(name)}"


def examination_drafts(slug: str, bid_id: str) -> str:
    """Return where drafts about a bid are saved, before the name of their point."""
    return f"/api/v1/procedures/{segment(slug)}/bids/{segment(bid_id)}/examination-drafts/"


def own_sheets(slug: str) -> str:
    """Return the address of the lots that somebody scores in a tender procedure."""
    return f"{tender(slug)}/wertung"


def own_sheet(slug: str, number: int) -> str:
    """Return the address of the own sheet about a lot."""
    return f"{own_sheets(slug)}/{number}"


def scoring_desk(slug: str, number: int, criterion_id: str) -> str:
    """Return the address of one criterion across all bids (Wertungstisch)."""
    return f"{own_sheet(slug, number)}/{segment(criterion_id)}"


def consensus(slug: str) -> str:
    """Return the address of the consensus of a tender procedure."""
    return f"{tender(slug)}/konsens"


def consensus_on(slug: str, number: int, criterion_id: str) -> str:
    """Return the address of the consensus on one criterion."""
    return f"{consensus(slug)}/{number}/{segment(criterion_id)}"


def presentations(slug: str) -> str:
    """Return the address of the Teststellungen of a tender procedure."""
    return f"{tender(slug)}/teststellung"


def presentation(slug: str, bid_id: str) -> str:
    """Return the address of the Teststellung of one bid."""
    return f"{presentations(slug)}/{segment(bid_id)}"


def examination(slug: str, bid_id: str = "") -> str:
    """Return the address of the examination of all bids of a tender procedure, or of one."""
    return f"{tender(slug)}/pruefung/{segment(bid_id)}" if bid_id else f"{tender(slug)}/pruefung"


def inquiries(slug: str) -> str:
    """Return the address of the exchanges with bidders of a tender procedure."""
    return f"{tender(slug)}/anfragen"


def clarification(slug: str, bid_id: str, signal: str) -> str:
    """Return the address of a clarification about the openness of a bid, drafted: of one signal, or ``alle``."""
    asked = {"art": "aufklaerung", "angebot": bid_id, "signal": signal}
    return f"{inquiries(slug)}?{urlencode(asked)}"


def evaluators(slug: str) -> str:
    """Return the address where those who score a tender procedure are appointed."""
    return f"{tender(slug)}/wertende"


def declaration(slug: str) -> str:
    """Return the address where an evaluator declares conflicts of interest."""
    return f"{tender(slug)}/erklaerung"


def procedure_prices(slug: str) -> str:
    """Return the address of the prices of a tender procedure."""
    return f"{tender(slug)}/preise"


def procedure_result(slug: str) -> str:
    """Return the address of the result of a tender procedure."""
    return f"{tender(slug)}/ergebnis"


def award(slug: str) -> str:
    """Return the address of the award of a tender procedure."""
    return f"{tender(slug)}/zuschlag"


def letters(slug: str) -> str:
    """Return the address of the letters to the bidders of a tender procedure."""
    return f"{award(slug)}/schreiben"


def letter(slug: str, bid_id: str) -> str:
    """Return the address of the letter to the bidder of a bid."""
    return f"{letters(slug)}/{segment(bid_id)}"


def vermerk(slug: str) -> str:
    """Return the address of the Vergabevermerk of a tender procedure."""
    return f"{award(slug)}/vermerk"


def objections(slug: str) -> str:
    """Return the address of the Rügen in a tender procedure."""
    return f"{tender(slug)}/ruegen"


def procedure_history(slug: str, before: int | None = None) -> str:
    """Return the address of what happened to a tender procedure, or of an older page of it."""
    address = f"{tender(slug)}/verlauf"
    return address if before is None else f"{address}?vor={before}"
