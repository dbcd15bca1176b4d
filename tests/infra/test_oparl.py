"""A council system is read whole, slowly, on its own host, and can be taken up again; each known quirk is replayed."""

import pytest

from infra.http.errors import FetchRefusedError
from infra.oparl.cursor import Cursor, Ending, ListKind
from infra.oparl.errors import CouncilUnreadableError, Unreadable
from infra.oparl.links import followed
from infra.oparl.pace import Pace
from infra.oparl.reader import CouncilReader, Step
from tests.council import BASE, HOST, SHEET, SYSTEM, Watch, Way, council_server, current, rubin, rubin_system, served


def read_on(reader: CouncilReader, cursor: Cursor) -> list[Step]:
    steps = []
    while cursor.current:
        steps.append(reader.step(cursor))
        cursor = steps[-1].cursor
    return steps


def ids(steps: list[Step], kind: ListKind) -> list[str]:
    return [str(one["id"]).rpartition("/")[2] for step in steps if step.kind is kind for one in step.objects]


def test_everything_of_a_rubin_system_is_read_by_its_paths() -> None:
    with served(rubin()) as town:
        way, watch = Way(town), Watch()
        reader = CouncilReader(council_server(way, watch))
        start = reader.start(SYSTEM)
        steps = read_on(reader, start)

    assert (start.name, start.body) == ("Musterstadt", f"{BASE}/oparl/body/1")
    assert ids(steps, ListKind.PAPER) == ["1", "2", "3", "4", "5"]
    assert ids(steps, ListKind.MEETING) == ["ni_1", "ni_2", "ni_3", "ni_4", "ni_5"]
    assert all(steps[-1].cursor.whole(kind) for kind in ListKind)
    assert way.asked[-1] == f"{HOST}/oparl/paper/page/3"
    assert not any("limit" in one or "since" in one for one in way.asked), "neither is heeded everywhere"
    assert len(watch.slept) == len(way.asked) - 1
    assert set(watch.slept) == {1.0}


def test_relative_links_bare_lists_and_one_of_several_bodies() -> None:
    with served(current()) as town:
        reader = CouncilReader(council_server(Way(town)))
        steps = read_on(reader, reader.start(SYSTEM, "Musterstadt"))
        with pytest.raises(CouncilUnreadableError) as unnamed:
            reader.start(SYSTEM)
        with pytest.raises(CouncilUnreadableError) as bare:
            reader.start(SYSTEM, f"{BASE}/v1/body/2")

    assert ids(steps, ListKind.ORGANIZATION) == ["3", "5"]
    assert ids(steps, ListKind.PAPER) == ["1", "2", "1", "2"]
    assert (unnamed.value.reason, unnamed.value.detail) == (Unreadable.BODY_UNKNOWN, "Musterstadt, Umland")
    assert (bare.value.reason, bare.value.detail) == (Unreadable.LIST_MISSING, "paper")


def test_reading_is_taken_up_where_it_stopped() -> None:
    with served(rubin()) as town:
        first = CouncilReader(council_server(Way(town)))
        cursor = first.start(SYSTEM)
        for _ in range(5):
            cursor = first.step(cursor).cursor
        kept = Cursor.from_json(cursor.to_json())
        way = Way(town)
        rest = read_on(CouncilReader(council_server(way)), kept)

    assert kept == cursor
    assert kept.pages == 5
    assert ids(rest, ListKind.PAPER)[-1] == "5"
    assert not any("organization" in one or "system" in one for one in way.asked), "what was read is not read again"
    assert rest[-1].cursor.pages == 1 + 3 + 3


def test_a_page_that_failed_can_be_tried_again() -> None:
    pages = rubin()
    with served(pages, (503, b"<html>")) as town:
        reader = CouncilReader(council_server(Way(town)))
        cursor = reader.step(reader.start(SYSTEM)).cursor
        good = pages.pop("/oparl/meeting")
        with pytest.raises(CouncilUnreadableError) as gone:
            reader.step(cursor)
        pages["/oparl/meeting"] = good
        again = reader.step(cursor)

    assert (gone.value.reason, gone.value.detail) == (Unreadable.STATUS, "503")
    assert ids([again], ListKind.MEETING) == ["ni_1", "ni_2"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"type": "https://schema.oparl.org/1.0/Error", "message": "OParl is not active."}, Unreadable.ERROR_OBJECT),
        (rubin_system(), Unreadable.LIST_MISSING),
        ({"data": {}}, Unreadable.LIST_MISSING),
        (b"<!-- --><html><body>Fehler</body></html>", Unreadable.NOT_JSON),
        (7, Unreadable.LIST_MISSING),
    ],
)
def test_a_page_with_status_200_that_is_none(answer: object, reason: Unreadable) -> None:
    with served(rubin() | {"/oparl/organization": answer}) as town:
        reader = CouncilReader(council_server(Way(town)))
        cursor = reader.start(SYSTEM)
        with pytest.raises(CouncilUnreadableError) as error:
            reader.step(cursor)

    assert error.value.reason is reason


def test_what_is_asked_for_by_kind_is_of_that_kind() -> None:
    """An unknown path is answered with the system and status 200: it is not taken for the paper."""
    with served(rubin(), (200, rubin_system())) as town:
        server = council_server(Way(town))
        with pytest.raises(CouncilUnreadableError) as error:
            server.object(f"{BASE}/oparl/paper/99", "Paper")
        found, at = server.object(SYSTEM, "System")
        with pytest.raises(CouncilUnreadableError) as inactive:
            CouncilReader(council_server(Way(town))).start(f"{BASE}/oparl/body")

    assert (error.value.reason, error.value.detail) == (Unreadable.OTHER_TYPE, "System")
    assert (found["oparlVersion"], at) == ("https://schema.oparl.org/1.0/", SYSTEM)
    assert inactive.value.reason is Unreadable.OTHER_TYPE


def page(following: str | None, *numbers: int, total: int | None = None) -> dict[str, object]:
    data = [{"id": f"{BASE}/{number}"} for number in numbers]
    return {"data": data, "links": {"next": following}, "pagination": {"totalPages": total}}


@pytest.mark.parametrize(
    ("pages", "ended", "read"),
    [
        ({"/oparl/paper": page("https://other.example.org/paper/page/2", 1)}, Ending.FOREIGN_LINK, 1),
        ({"/oparl/paper": page("//other.example.org/x", 1)}, Ending.FOREIGN_LINK, 1),
        ({"/oparl/paper": page("https://u:p@rat.example.org/x", 1)}, Ending.FOREIGN_LINK, 1),
        ({"/oparl/paper": page("https://rat.example.org:8443/x", 1)}, Ending.FOREIGN_LINK, 1),
        ({"/oparl/paper": page("?p=2", 1), "/oparl/paper?p=2": page("/oparl/paper", 2)}, Ending.LOOP, 2),
        ({"/oparl/paper": page(None, 1, total=3)}, Ending.SHORT, 1),
        ({"/oparl/paper": page("", 1, total=1)}, Ending.COMPLETE, 1),
        (
            {"/oparl/paper": page("?p=1", 1)} | {f"/oparl/paper?p={n}": page(f"?p={n + 1}", 1) for n in range(1, 9)},
            Ending.NOTHING_NEW,
            4,
        ),
        (
            {"/oparl/paper": page("?p=1", 1)}
            | {f"/oparl/paper?p={n}": page(f"?p={n + 1}", n + 1) for n in range(1, 9)},
            Ending.TOO_LONG,
            6,
        ),
    ],
)
def test_a_list_ends_and_says_why(pages: dict[str, object], ended: Ending, read: int) -> None:
    with served(rubin(1) | pages) as town:
        way = Way(town)
        reader = CouncilReader(council_server(way), most_pages=6)
        last = read_on(reader, reader.start(SYSTEM))[-1].cursor.lists[-1]

    assert (last.ended, last.pages, last.next) == (ended, read, "")
    assert {one.partition("/")[0] for one in way.asked} == {HOST}


def test_a_body_list_without_end_ends() -> None:
    bodies = {"/oparl/body": page("?p=1", 1)} | {f"/oparl/body?p={n}": page(f"?p={n + 1}", 1) for n in range(1, 99)}
    with served(rubin(1) | bodies) as town:
        way = Way(town)
        with pytest.raises(CouncilUnreadableError) as error:
            CouncilReader(council_server(way)).start(SYSTEM)

    assert error.value.reason is Unreadable.LIST_MISSING
    assert len(way.asked) == 21


def test_a_list_that_is_not_offered_is_left_out() -> None:
    pages = rubin(1)
    del pages["/oparl/body"]["data"][0]["organization"]
    with served(pages) as town:
        reader = CouncilReader(council_server(Way(town)))
        cursor = reader.start(SYSTEM)

    assert cursor.lists[0].ended is Ending.NOT_OFFERED
    assert not cursor.whole(ListKind.ORGANIZATION)
    assert cursor.current is not None
    assert cursor.current.kind is ListKind.MEETING


def test_files_come_from_the_same_host_alone() -> None:
    with served(rubin()) as town:
        way = Way(town)
        server = council_server(way)

        assert server.file("http://rat.example.org/oparl/file/5a.pdf", SYSTEM) == SHEET
        assert server.file("https://files.example.org/5a.pdf", SYSTEM) is None
        with pytest.raises(CouncilUnreadableError):
            server.file("file/9.pdf", SYSTEM)

    assert way.asked == [f"{HOST}/oparl/file/5a.pdf", f"{HOST}/oparl/file/9.pdf"]


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("page/2", f"{BASE}/oparl/page/2"),
        ("/x?a=b+c#d", f"{BASE}/x?a=b+c"),
        ("http://RAT.example.org:80/ä b", f"{BASE}/%C3%A4%20b"),
        (" https://rat.example.org/x%20y ", f"{BASE}/x%20y"),
        ("ftp://rat.example.org/x", None),
        ("http://rat.example.org:443/x", None),
        ("https://rat.example.org:x/", None),
        ("https://[rat/", None),
        ("https://@rat.example.org/", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_where_a_link_leads(link: object, leads: str | None) -> None:
    assert followed(link, SYSTEM) == leads


def test_the_pace_counts_from_the_last_request() -> None:
    watch = Watch()
    pace = Pace(2.0, elapsed=watch.elapsed, sleep=watch.sleep)
    pace.wait()
    watch.seconds += 0.5
    pace.wait()
    watch.seconds += 5
    pace.wait()

    assert watch.slept == [1.5]


def test_nothing_to_read_is_not_read() -> None:
    with served(rubin()) as town:
        reader = CouncilReader(council_server(Way(town)))
        with pytest.raises(ValueError, match="nothing left"):
            reader.step(Cursor("", "", ()))


def test_another_system_than_the_listed_one_is_never_asked() -> None:
    with served(rubin()) as town:
        way = Way(town)
        with pytest.raises(FetchRefusedError):
            CouncilReader(council_server(way)).start("https://other.example.org/oparl/system")

    assert way.asked == []
