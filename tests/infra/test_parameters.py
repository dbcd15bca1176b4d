from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.parameters import ParameterNotValidError
from infra.parameters import load_parameters

ENTRY = """
{name}:
  unit: percent
  entries:
    - value: "{value}"
      valid_from: 2020-01-01
      source: {{citation: "§ 1 Testgesetz", status: verified}}
"""


def package(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, **files: str) -> str:
    data = folder / name / "data"
    data.mkdir(parents=True)
    (folder / name / "__init__.py").touch()
    for stem, content in files.items():
        (data / f"{stem}.yaml").write_text(content, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    return name


def test_scoring_carries_its_parameters() -> None:
    share = load_parameters("scoring").on("open_source_share", date(2026, 11, 21))
    assert share.number == Decimal(10)
    assert share.source.citation


def test_entries_are_dated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = load_parameters(package(tmp_path, monkeypatch, "one_file", parameters=ENTRY.format(name="x", value=1)))
    assert [entry.name for entry in found.entries] == ["x"]
    with pytest.raises(ParameterNotValidError):
        found.on("x", date(2019, 12, 31))


def test_a_binary_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inexact = ENTRY.format(name="x", value=1).replace('"1"', "0.1")
    with pytest.raises(ValueError, match="decimal string"):
        load_parameters(package(tmp_path, monkeypatch, "inexact", parameters=inexact))


def test_a_package_without_parameters_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError):
        load_parameters(package(tmp_path, monkeypatch, "no_parameters"))
