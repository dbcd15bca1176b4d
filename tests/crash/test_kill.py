"""``kill -9`` while writing: what was confirmed is there, and nothing is half there.

``make soak`` kills twenty times as many. ``pytest -s`` prints the figures of docs/proof.md.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from infra.database import Database
from tests.architecture.sources import ROOT
from tests.soaking import SOAK

MANY = 20 if SOAK else 1
KILLS = {"sqlite": 50 * MANY, "postgresql": 10 * MANY}
KILLED_AT_WORK = {"sqlite": 4 * MANY, "postgresql": 4 * MANY}
SEED = 4


def killed(address: str, kills: int, program: str = "killing") -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.crash.{program}", address, str(kills), str(SEED)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        stdout=subprocess.PIPE,
        timeout=300 + 60 * MANY,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    print(address.partition(":")[0], figures)  # noqa: T201 - see above
    return figures


def test_nothing_confirmed_is_lost_and_nothing_is_half_done(empty_database: Database) -> None:
    kills = KILLS[empty_database.backend]
    figures = killed(empty_database.engine.url.render_as_string(hide_password=False), kills)
    assert figures["kills"] == kills
    assert figures["confirmed"] > kills / 2
    assert (figures["lost"], figures["half"], figures["broken"]) == (0, 0, 0)


def test_acts_on_procedures_are_there_whole_or_not_at_all(empty_database: Database) -> None:
    kills = KILLED_AT_WORK[empty_database.backend]
    figures = killed(empty_database.engine.url.render_as_string(hide_password=False), kills, "killing_acts")
    assert figures["kills"] == kills
    assert figures["confirmed"] > kills / 2
    assert (figures["lost"], figures["half"], figures["broken"]) == (0, 0, 0)


def test_the_supervisor_notices_a_loss(tmp_path: Path) -> None:
    """A database that forgets: with synchronous off nothing is lost by a kill alone, so the loss is made by hand."""
    code = (
        "import sys; from tests.crash import killing as k; a = sys.argv[1]; k.prepared(a); look = k.Look(a);"
        "from infra.database import Database; from sqlalchemy import text; d = Database(a);\n"
        "with d.maintain() as s: s.execute(text('DELETE FROM procurement_evaluation'))\n"
        "assert look.again() and look.logged - look.stored"
    )
    address = f"sqlite:///{tmp_path / 'test.db'}"
    subprocess.run([sys.executable, "-c", code, address], cwd=ROOT, check=True, timeout=300)
