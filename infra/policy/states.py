"""States of things that rules of the policy name; whoever owns the things computes them."""

FINAL = frozenset({"final"})
"""States of a stored evaluation in which its points and prices are fixed."""

PUBLISHED = frozenset(
    {
        "published",
        "change",
        "change-requested",
        "participation",
        "selection-requested",
        "invited",
        "opened",
        "examination",
        "scoring",
        "consensus",
        "quality-fixed",
        "pricing",
        "result-requested",
        "result-fixed",
        "award-requested",
        "award-decided",
        "awarded",
        "annulled",
    }
)
"""States of a procedure in which there is something that everybody may know."""

PRICES_OPEN = frozenset({"prices-open"})
"""States of a bid in which its price may be read; the rule is ``procurement.rules.procedure.locking``."""

SCORES_OPEN = frozenset(
    {
        "consensus",
        "quality-fixed",
        "pricing",
        "result-requested",
        "result-fixed",
        "award-requested",
        "award-decided",
        "awarded",
    }
)
"""States of a procedure in which all single sheets are handed in, and points are open to those who agree on them."""

RESULT_STANDS = frozenset({"result-fixed", "award-requested", "award-decided", "awarded"})
"""States of a procedure whose result is fixed and counts."""

AWARD_READ = RESULT_STANDS | {"annulled"}
"""States of a procedure that has a Vergabevermerk: its result counts, or it was annulled."""

FREE_STANDING, OF_BID = frozenset({"free-standing"}), frozenset({"of-bid"})
"""States of an analysis of licences or a probe of a file: free-standing ones are their author's, others the bid's."""

CHECK_OPEN = frozenset({"entwurf", "rueckfrage"})
"""States of a Digital-Check in which the proposing office fills it in."""

CHECK_ADVISED = CHECK_OPEN | {"gezeichnet"}
"""States in which ADIT gives its days and its statement, and data protection and security fill in their parts."""

CHECK_SIGNED, CHECK_COSIGNED = frozenset({"gezeichnet"}), frozenset({"mitgezeichnet"})
"""States in which ADIT, then the Dezernat has to answer."""

CHECK_TENDERED = CHECK_SIGNED | CHECK_COSIGNED | {"freigegeben"}
"""States in which a tender procedure may begin from it: the Amtsleitung stands behind what it says."""

CHECK_FROZEN = frozenset({"freigegeben", "ersetzt"})
"""States in which its sheet is frozen and goes to the Magistrat."""

REQUEST_DRAFT = frozenset({"entwurf"})
"""Stage of a request for capacity that only its own office sees and fills in."""

REQUEST_ADVISED = frozenset(
    {
        "pruefung",
        "bewertung",
        "priorisiert",
        "vorbehalt",
        "freigegeben",
        "eingeplant",
        "blockiert",
        "in-umsetzung",
        "abnahme",
    }
)
"""Stages in which parties give their statement on a request: a late one is better than none."""

REQUEST_PROPOSED = frozenset({"priorisiert"})
"""Stage in which a request has a rank and waits for the decision of the Digitaldezernat."""

REQUEST_PLACED = frozenset({"priorisiert", "vorbehalt", "freigegeben", "blockiert"})
"""Stages in which a request stands in the plan without a slot, so that its place may be set by hand."""

REQUEST_OPEN = REQUEST_ADVISED | {"eingereicht", "vorpruefung", "zurueckgestellt"}
"""Stages in which a request that was handed in is worked on."""

REQUEST_SEEN = REQUEST_OPEN | {"abgeschlossen", "abgelehnt", "zurueckgezogen", "zusammengefuehrt", "abgebrochen"}
"""Stages in which a request is seen by those who work on the queue."""
