"""Which passwords are good enough, and how they are kept."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.identity.demo import DEMO_PASSWORD, DEMO_PASSWORD_HASH
from infra.identity.passwords import AT_ONCE, COMMONEST, Cost, Passwords, Weakness, one_time_password, weakness
from tests.infra.identity.conftest import CHEAP, PASSWORD


@pytest.mark.parametrize(
    ("password", "account", "expected"),
    [
        ("elf zeichen", "x", Weakness.TOO_SHORT),
        ("zwölfzeichen", "x", None),
        ("vier wörter und ein komma", "k.meyer", None),
        ("v" * 257, "x", Weakness.TOO_LONG),
        ("abcdefgh" * 32, "x", None),
        ("Passwort1234", "x", Weakness.COMMON),
        ("aaaaaaaaaaaaaaaa", "x", Weakness.COMMON),
        ("abababababababab", "x", Weakness.COMMON),
        ("verwaltung12345", "Verwaltung", Weakness.LIKE_ACCOUNT),
        ("verwaltungverwaltung", "verwaltung", Weakness.LIKE_ACCOUNT),
        ("verwaltung und noch viel mehr", "verwaltung", None),
    ],
)
def test_length_counts_and_the_obvious_is_refused(password: str, account: str, expected: Weakness | None) -> None:
    assert weakness(password, account) is expected


def test_every_listed_password_would_be_long_enough_without_the_list() -> None:
    assert [one for one in COMMONEST if weakness(one, "") is not Weakness.COMMON] == []
    assert min(map(len, COMMONEST)) >= 12


@given(st.text(min_size=12, max_size=60))
def test_no_text_brings_the_rules_down(password: str) -> None:
    assert weakness(password, "konto") in {None, *Weakness}


def test_only_the_password_fits_its_hash() -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hash(PASSWORD)

    assert kept.startswith("$argon2id$")
    assert passwords.verify(kept, PASSWORD)
    assert not passwords.verify(kept, PASSWORD + "!")
    assert not passwords.verify("", PASSWORD)
    assert not passwords.verify("kein hash", PASSWORD)


def test_letters_composed_otherwise_are_the_same_password() -> None:
    passwords = Passwords(CHEAP)

    assert passwords.verify(passwords.hash("wörter und wörter"), "wo\u0308rter und wo\u0308rter")


def test_usual_hashes_cost_what_rfc_9106_recommends() -> None:
    usual, parts = Passwords(), DEMO_PASSWORD_HASH.split("$")

    assert parts[1:4] == ["argon2id", "v=19", "m=65536,t=3,p=4"]
    assert usual.verify(DEMO_PASSWORD_HASH, DEMO_PASSWORD)
    assert not usual.is_outdated(DEMO_PASSWORD_HASH)
    assert Passwords(CHEAP).is_outdated(DEMO_PASSWORD_HASH)


def test_an_unknown_account_costs_as_much_work() -> None:
    passwords = Passwords(Cost(passes=4, memory_kibibytes=16 * 1024, lanes=1))
    kept = passwords.hash(PASSWORD)
    passwords.verify("", PASSWORD)  # makes the hash that stands for nobody

    def fastest(stored: str) -> float:
        times = []
        for _ in range(7):
            begun = time.process_time()  # work, not waiting: others may be busy beside
            passwords.verify(stored, "etwas anderes als das")
            times.append(time.process_time() - begun)
        return min(times)

    assert fastest("") > fastest(kept) / 2


def test_never_more_than_a_few_hashes_at_once() -> None:
    passwords, present, most, lock = Passwords(CHEAP), 0, 0, threading.Lock()
    together = threading.Barrier(AT_ONCE)  # nobody is through before so many are there at once

    class Counting:
        def hash(self, _password: str) -> str:
            nonlocal present, most
            with lock:
                present += 1
                most = max(most, present)
            together.wait(60)
            time.sleep(0.02)
            with lock:
                present -= 1
            return ""

    passwords._hasher = Counting()  # type: ignore[assignment]  # noqa: SLF001 - stands in for the slow library
    threads = [threading.Thread(target=passwords.hash, args=(PASSWORD,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == AT_ONCE


def test_one_time_passwords_are_good_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(200)}

    assert len(made) == 200
    assert all(weakness(one, "konto") is None and len(one) == 23 for one in made)
    assert not set("0o1il") & set("".join(made))
