"""``city``, ``user`` and the rule that a published password stays on this machine."""

import json
from pathlib import Path

import pytest

from app.cli import main
from infra.settings import Settings


@pytest.fixture
def new_city(upgraded_folder: Path) -> Path:
    assert main(["city", "add", "neustadt", "Neustadt"]) == 0
    return upgraded_folder


@pytest.mark.usefixtures("new_city")
def test_the_first_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    added = ["user", "add", "K.Meyer", "--name", "Kim Meyer", "--rolle", "administrator"]
    assert main([*added, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report.keys() == {"person", "account", "city", "one_time_password"}
    assert (report["account"], report["city"]) == ("k.meyer", "neustadt")
    assert main(["user", "list", "--json"]) == 0
    listed = capsys.readouterr().out
    assert [one["roles"] for one in json.loads(listed)["people"]] == [["administrator"]]
    assert report["one_time_password"] not in listed
    assert main(["user", "recover", "k.meyer"]) == 0
    said = capsys.readouterr().out
    assert "Einmalkennwort: " in said
    assert report["one_time_password"] not in said
    assert main(["user", "list"]) == 0
    assert "k.meyer  Kim Meyer  Verwaltung der Anwendung" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["user", "add", "zwei worte", "--name", "N"], "KONTO"),
        (["user", "add", "neu", "--name", " "], "--name"),
        (["user", "add", "neu", "--name", "N", "--amt", "Nix"], "--amt"),
        (["user", "add", "neu", "--name", "N", "--stadt", "nix"], "Stadt"),
        (["user", "add", "neu", "--name", "N", "--rolle", "administrator", "--rolle", "auditor"], "--rolle"),
        (["user", "add", "neu", "--name", "N", "--rolle", "auditor"], "--rolle: Die erste Person"),
        (["user", "recover", "niemand"], "Person"),
        (["city", "add", "neustadt", "Noch einmal"], "KENNUNG"),
        (["city", "add", "Neu Stadt", "N"], "KENNUNG"),
        (["city", "add", "nord", " "], "NAME"),
    ],
)
@pytest.mark.usefixtures("new_city")
def test_what_cannot_be_done_is_told(capsys: pytest.CaptureFixture[str], arguments: list[str], word: str) -> None:
    capsys.readouterr()
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert word in said.err
    assert said.out == ""


@pytest.mark.usefixtures("new_city")
def test_with_several_cities_one_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["city", "add", "altstadt", "Altstadt"]) == 0
    add = ["user", "add", "neu", "--name", "N", "--rolle", "administrator"]
    assert main(add) == 2
    assert main([*add, "--stadt", "altstadt"]) == 0
    capsys.readouterr()
    assert main(["city", "list", "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["cities"]] == ["altstadt", "neustadt"]


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (["--host", "0.0.0.0"], True),  # noqa: S104 - the case that is refused
        (["--host", "192.0.2.1"], True),
        (["--host", "pruefstand.example"], True),
        (["--host", "127.0.0.1"], False),
        (["--host", "::1"], False),
        (["--host", "localhost"], False),
        (["--host", "192.0.2.1", "--demo-oeffentlich"], False),
    ],
)
@pytest.mark.usefixtures("demo_folder")
def test_the_published_password_stays_on_this_machine(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    refused: bool,  # noqa: FBT001 - a case
) -> None:
    served: list[str] = []
    monkeypatch.setattr("granian.Granian.serve", lambda self: served.append(self.bind_addr))
    monkeypatch.setenv("PRUEFSTAND_HOST", "127.0.0.1")  # `serve --host` sets it; the test takes it back
    monkeypatch.setenv("PRUEFSTAND_DEMO_PUBLIC", "false")  # the same with `--demo-oeffentlich`
    assert main(["serve", *arguments]) == (2 if refused else 0)
    assert bool(served) is not refused
    assert ("--demo-oeffentlich" in capsys.readouterr().err) is refused


@pytest.mark.usefixtures("demo_folder")
def test_behind_a_proxy_this_machine_is_the_network(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("granian.Granian.serve", lambda _self: pytest.fail("it was served"))
    monkeypatch.setenv("PRUEFSTAND_HOST", "127.0.0.1")
    monkeypatch.setenv("PRUEFSTAND_TRUSTED_PROXIES", "1")
    assert main(["serve"]) == 2
    assert "--demo-oeffentlich" in capsys.readouterr().err


@pytest.mark.usefixtures("new_city")
def test_the_permission_reaches_the_process_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("granian.Granian.serve", lambda _self: None)
    monkeypatch.setenv("PRUEFSTAND_HOST", "127.0.0.1")
    monkeypatch.setenv("PRUEFSTAND_DEMO_PUBLIC", "false")
    assert not Settings(host="192.0.2.1").lets_demo_in
    assert main(["serve", "--host", "192.0.2.1", "--demo-oeffentlich"]) == 0
    assert Settings().host == "192.0.2.1"
    assert Settings().lets_demo_in


@pytest.mark.usefixtures("new_city")
def test_nobody_with_a_published_password_comes_into_a_real_city(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["city", "add", "musterstadt", "Musterstadt am Main"]) == 0
    capsys.readouterr()
    assert main(["demo", "load"]) == 2
    assert "nicht erfunden" in capsys.readouterr().err
    assert main(["user", "list", "--stadt", "musterstadt", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["people"] == []


@pytest.mark.usefixtures("new_city")
def test_a_real_city_alone_may_be_served(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr("granian.Granian.serve", lambda self: served.append(self.bind_addr))
    monkeypatch.setenv("PRUEFSTAND_HOST", "127.0.0.1")
    assert main(["serve", "--host", "192.0.2.1"]) == 0
    assert served == ["192.0.2.1"]
