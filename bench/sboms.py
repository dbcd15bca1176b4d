"""Bills of materials of 50,000 packages: from bytes to the full verdict, and what others need to parse the bytes."""

import json
import math
import random
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from statistics import median
from typing import Any

import orjson

from app.licences.child import judge_file
from bench.measuring import Row, milliseconds, paired, seconds

LARGE, SMALL = 50_000, 1_000
LARGEST = 200_000
ROUNDS = 5
_TIMES_ORJSON, _GROWTH, _TIMES_CYCLONEDX = 3.0, 1.1, 100
_COMPONENTS = 10_000
_MIB = 2**20
_LICENCES = ("MIT", "Apache-2.0", "BSD-3-Clause", "GPL-2.0-only", "NOASSERTION", "MIT OR Apache-2.0", "EUPL-1.2")


def spdx_file(packages: int) -> bytes:
    """Return an SPDX 2.3 document with one and a half relationships a package, about 0.9 kB each."""
    chance = random.Random(1)  # noqa: S311 - the same file in every run
    listed = [_package(n, chance) for n in range(packages)]
    links = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Package-0")]
    links += [(_key(chance.randrange(n)), "DEPENDS_ON", _key(n)) for n in range(1, packages)]
    links += [(_key(chance.randrange(n)), "DEPENDS_ON", _key(n)) for n in range(1, packages, 2)]
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "bench",
        "documentNamespace": "https://example.org/sbom/1",
        "creationInfo": {"created": "2026-01-02T03:04:05Z", "creators": ["Organization: Example"]},
        "packages": listed,
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other} for one, kind, other in links
        ],
    }
    return json.dumps(document).encode()


def _package(number: int, chance: random.Random) -> dict[str, Any]:
    version = f"{number % 9}.{number % 13}.{number % 7}"
    purl = f"pkg:npm/package-{number}@{version}"
    return {
        "SPDXID": _key(number),
        "name": f"package-{number}",
        "versionInfo": version,
        "supplier": "Organization: Example Supplier GmbH",
        "downloadLocation": f"https://example.org/packages/package-{number}.tar.gz",
        "filesAnalyzed": False,
        "licenseConcluded": chance.choice(_LICENCES),
        "licenseDeclared": chance.choice(_LICENCES),
        "copyrightText": "NOASSERTION",
        "checksums": [{"algorithm": "SHA256", "checksumValue": f"{chance.getrandbits(256):064x}"}],
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}],
        "description": "A package with a description of ordinary length, as package managers write it down.",
    }


def _key(number: int) -> str:
    return f"SPDXRef-Package-{number}"


def cyclonedx_file(components: int) -> bytes:
    """Return a CycloneDX 1.6 document."""
    listed = [
        {
            "type": "library",
            "bom-ref": f"ref-{n}",
            "name": f"package-{n}",
            "version": f"1.{n}",
            "purl": f"pkg:npm/package-{n}@1.{n}",
            "licenses": [{"license": {"id": "MIT"}}],
            "hashes": [{"alg": "SHA-256", "content": f"{n:064x}"}],
        }
        for n in range(components)
    ]
    product = {"type": "application", "bom-ref": "root", "name": "bench", "version": "1"}
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": "2026-01-02T03:04:05Z", "component": product},
        "components": listed,
        "dependencies": [{"ref": "root", "dependsOn": ["ref-0"]}]
        + [{"ref": f"ref-{n}", "dependsOn": [f"ref-{n + 1}"]} for n in range(components - 1)],
    }
    return json.dumps(document).encode()


def verdict(data: bytes) -> dict[str, Any]:
    """Return every field of the contract for one file."""
    [found] = judge_file(data, day="2026-11-22", outbound="EUPL-1.2", use="link")
    return found


def rows() -> Iterator[Row]:
    """Yield the rows of this part, measured in a new process: the product judges every upload in one of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        yield from child.submit(_measured).result()


def _measured() -> list[Row]:
    data = spdx_file(LARGE)
    found = verdict(data)
    assert (found["components"], found["schema_valid"]) == (LARGE, True)
    both = paired(partial(verdict, data), partial(orjson.loads, data), ROUNDS)
    what = f"SPDX 2.3 JSON, 50,000 packages ({len(data) // 10**6} MB), full verdict / orjson.loads: CPU seconds"
    first = Row(what, milliseconds(both.ours), milliseconds(both.peer), both.ratio, _TIMES_ORJSON)
    return [first, _growth(), _memory(data), _cyclonedx()]


def _growth() -> Row:
    small, large = (
        median(seconds(partial(verdict, data)) for _ in range(3)) for data in map(spdx_file, (SMALL, LARGEST))
    )
    exponent = math.log(large / small) / math.log(LARGEST / SMALL)
    return Row(
        "the same, growth from 1,000 to 200,000 packages: exponent",
        milliseconds(large),
        milliseconds(small),
        exponent,
        _GROWTH,
        "",
    )


def _memory(data: bytes) -> Row:
    """Measure Python's own allocations; what the child may use in all is limited to more than that."""
    tracemalloc.start()
    verdict(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    allowed = (9 * len(data) + 100 * _MIB) / _MIB
    return Row("the same, memory at its peak", f"{peak / _MIB:.0f} MiB", "", peak / _MIB, round(allowed), "MiB")


def _cyclonedx() -> Row:
    from cyclonedx.model.bom import Bom  # noqa: PLC0415 - the peer

    data = cyclonedx_file(_COMPONENTS)

    def peer() -> None:
        Bom.from_json(json.loads(data)).validate()  # type: ignore[attr-defined]

    verdict(data)
    ours, theirs = median(seconds(partial(verdict, data)) for _ in range(ROUNDS)), seconds(peer)
    what = "CycloneDX JSON, 10,000 components, full verdict / Bom.from_json + validate: CPU seconds"
    return Row(what, milliseconds(ours), milliseconds(theirs), ours / theirs, 1 / _TIMES_CYCLONEDX)
