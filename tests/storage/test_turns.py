"""Writers come in the order in which they asked."""

import threading
from contextlib import suppress

import pytest

from station.storage.turns import Turns


def test_who_has_the_turn_may_take_it_again_inside() -> None:
    turns = Turns()
    with turns, turns, suppress(ValueError), turns:
        raise ValueError
    with turns:
        pass


def test_everybody_waits_in_the_order_of_asking_and_nobody_comes_between() -> None:
    turns, came = Turns(), list[int]()

    def wait(number: int) -> None:
        with turns:
            came.append(number)

    threads = []
    with turns:
        for number in range(8):
            thread = threading.Thread(target=wait, args=(number,))
            threads.append(thread)
            thread.start()
            while len(turns._waiting) <= number:
                threading.Event().wait(0.001)
    with turns:  # asked for after all the others
        assert came == list(range(8))
    for thread in threads:
        thread.join()


def test_a_writer_that_goes_on_and_on_lets_another_one_in_after_each_turn() -> None:
    turns, rounds, seen = Turns(), list[int](), threading.Event()

    def other() -> None:
        with turns:
            seen.set()

    waiter = threading.Thread(target=other)
    with turns:
        waiter.start()
        while not turns._waiting:
            threading.Event().wait(0.001)
    for number in range(3):
        with turns:
            rounds.append(number)
            assert seen.is_set()
    waiter.join()


def test_who_is_interrupted_while_waiting_blocks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns()
    with turns:
        pass
    with turns:
        called = threading.Lock()
        turns._waiting.append((7, called))
        turns._give_up(7, called)
        assert not turns._waiting
    turns._depth, turns._holder = 1, 7  # the turn was given, then the interrupt came
    turns._give_up(7, threading.Lock())
    with turns:
        pass


@pytest.mark.parametrize("threads", [2, 5])
def test_one_thread_at_a_time_is_inside(threads: int) -> None:
    turns, inside, most = Turns(), [0], [0]

    def work() -> None:
        for _ in range(200):
            with turns:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    running = [threading.Thread(target=work) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert most == [1]
