from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread
from time import sleep

from infra.line import Line


def test_first_come_first_served() -> None:
    line, order = Line(), list[int]()
    assert line.enter(1)

    def wait(number: int) -> None:
        assert line.enter(60)
        order.append(number)
        line.leave()

    threads = [Thread(target=wait, args=(number,)) for number in range(20)]
    for waiting, thread in enumerate(threads):
        thread.start()
        while len(line._waiting) <= waiting:  # noqa: SLF001 - the order of arrival must be certain
            sleep(0.001)
    line.leave()
    for thread in threads:
        thread.join()
    assert order == list(range(20))
    assert line.enter(0)


def test_who_gives_up_does_not_hold_up_the_others() -> None:
    line = Line()
    assert line.enter(1)
    assert not line.enter(0.01)
    line.leave()
    assert line.enter(0)


def test_turns_that_come_while_somebody_gives_up_are_not_lost() -> None:
    """Waiting times as short as the work: time and again a turn comes in the very last moment."""
    line, inside, barrier = Line(), list[int](), Barrier(8)

    def work(number: int) -> int:
        barrier.wait()
        passed = 0
        for _ in range(300):
            if line.enter(0.0005):
                inside.append(number)
                assert inside == [number]
                sleep(0.0002)
                inside.pop()
                line.leave()
                passed += 1
        return passed

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(work, range(8)))
    assert passed
    assert line.enter(1)
