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


def test_several_files_make_one_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = package(
        tmp_path, monkeypatch, "two_files", a=ENTRY.format(name="x", value=1), b=ENTRY.format(name="y", value=2)
    )
    found = load_parameters(name)
    assert [entry.name for entry in found.entries] == ["x", "y"]
    with pytest.raises(ParameterNotValidError):
        found.on("x", date(2019, 12, 31))


def test_one_name_in_two_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = ENTRY.format(name="x", value=1)
    with pytest.raises(ValueError, match="two files: x"):
        load_parameters(package(tmp_path, monkeypatch, "name_twice", a=entry, b=entry))


def test_a_package_without_parameters_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError):
        load_parameters(package(tmp_path, monkeypatch, "no_parameters"))
