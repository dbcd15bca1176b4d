"""No file of the project names a package registry: a city fetches packages through a mirror of its own."""

import re

from tests.architecture.sources import shown, tracked_files

HOSTS = (("registry", "npmjs", "org"), ("pypi", "org"), ("files", "pythonhosted", "org"), ("deb", "debian", "org"))
PATTERN = re.compile("|".join(re.escape(".".join(host)) for host in HOSTS))


def test_the_pattern_finds_a_host() -> None:
    assert PATTERN.search("https://" + ".".join(HOSTS[0]) + "/package")


def test_no_file_names_a_registry_host() -> None:
    named = [
        shown(path) for path in tracked_files() if PATTERN.search(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert named == []
