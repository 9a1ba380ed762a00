"""The contract of every Book. A test class subclasses this and says how its book is made.

class TestOurBook(BookSuite):
    def make(self) -> Book: ...                 a fresh book: me "330211105203", peer "330211"
    def write(self, book, words) -> bytes: ...  one more event of our own; its bytes
    def again(self, book) -> Book: ...          the same memory, opened again
"""

import json

import pytest

from station.domain.chain import genesis, link, links
from sync.ports import Book

ME, PEER = "330211105203", "330211"


def foreign(number: int, words: str = "") -> bytes:
    """An event of the peer, of a kind that no version of this program knows."""
    body = {
        "at": "2026-03-02T12:00:00+08:00",
        "by": "示例",
        "kind": "from_the_suite",
        "no": number,
        "words": words,
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def numbered(peer: str, life: str, events: list[bytes]) -> list[tuple[int, str, bytes]]:
    hashes = links(genesis(peer, life), events)
    return [(n, h, e) for n, (h, e) in enumerate(zip(hashes, events, strict=True), 1)]


def at(book: Book, number: int) -> str:
    hash_ = book.mine(number)
    assert hash_ is not None
    return hash_


class Interrupted(Exception):
    """The power goes in the middle of a transaction."""


def change_and_break_off(book: Book) -> None:
    with book.transaction():
        book.take("life", numbered(book.peer, "life", [foreign(1)]))
        book.begin_life("second")
        book.move(peer_holds=0, heard_last="life", forked={"life"})
        raise Interrupted


class BookSuite:
    me, peer = ME, PEER

    def make(self) -> Book:
        raise NotImplementedError

    def write(self, book: Book, words: str) -> bytes:
        raise NotImplementedError

    def again(self, book: Book) -> Book:
        raise NotImplementedError

    @pytest.fixture
    def book(self) -> Book:
        return self.make()

    def test_a_new_book_has_sent_and_heard_nothing(self, book: Book) -> None:
        with book.transaction():
            assert (book.me, book.peer) == (self.me, self.peer)
            assert book.peer_holds() == 0
            assert book.heard_last() == ""
            assert set(book.forked()) == set()
            assert book.held("never") == 0

    def test_our_chain_starts_from_the_genesis_and_covers_each_event(self, book: Book) -> None:
        with book.transaction():
            start = book.written()
        first, second = self.write(book, "first"), self.write(book, "second")
        with book.transaction():
            assert book.written() == start + 2
            assert book.mine(0) == genesis(self.me, book.incarnation())
            assert book.mine(start + 1) == link(at(book, start), first)
            assert book.mine(start + 2) == link(at(book, start + 1), second)
            assert book.mine(start + 3) is None

    def test_events_come_in_order_within_both_bounds(self, book: Book) -> None:
        with book.transaction():
            start = book.written()
        written = [self.write(book, str(place)) for place in range(5)]
        size = len(written[0])
        with book.transaction():
            assert list(book.events(start + 1, 9, 10**6)) == written
            assert list(book.events(start + 2, 2, 10**6)) == written[1:3]
            assert list(book.events(start + 1, 9, 2 * size)) == written[:2]
            assert list(book.events(start + 6, 9, 10**6)) == []

    def test_one_event_comes_even_if_it_alone_is_too_long(self, book: Book) -> None:
        with book.transaction():
            start = book.written()
        event = self.write(book, "long")
        with book.transaction():
            assert list(book.events(start + 1, 9, 1)) == [event]

    def test_the_peers_events_are_held_with_their_hashes(self, book: Book) -> None:
        fresh = numbered(self.peer, "life", [foreign(1), foreign(2)])
        with book.transaction():
            assert book.take("life", fresh) == 2
        with book.transaction():
            assert book.held("life") == 2
            assert book.theirs("life", 0) == genesis(self.peer, "life")
            assert [book.theirs("life", number) for number in (1, 2)] == [h for _, h, _ in fresh]
            assert book.theirs("life", 3) is None
            assert book.theirs("other", 1) is None

    def test_an_event_takes_effect_once_though_it_comes_in_two_lives(self, book: Book) -> None:
        with book.transaction():
            assert book.take("old", numbered(self.peer, "old", [foreign(1), foreign(2)])) == 2
        with book.transaction():
            events = [foreign(1), foreign(2), foreign(3)]
            assert book.take("new", numbered(self.peer, "new", events)) == 1
        with book.transaction():
            assert (book.held("old"), book.held("new")) == (2, 3)

    def test_where_the_line_stands_is_remembered(self, book: Book) -> None:
        with book.transaction():
            book.move(peer_holds=0, heard_last="life", forked={"a", "b"})
        book = self.again(book)
        with book.transaction():
            assert book.heard_last() == "life"
            assert set(book.forked()) == {"a", "b"}

    def test_a_new_life_numbers_the_same_events_again(self, book: Book) -> None:
        event = self.write(book, "kept")
        with book.transaction():
            count = book.written()
            written = list(book.events(1, 99, 10**6))
            book.move(peer_holds=count, heard_last="", forked=())
            book.begin_life("second")
        book = self.again(book)
        with book.transaction():
            assert (book.incarnation(), book.written(), book.peer_holds()) == ("second", count, 0)
            assert list(book.events(1, 99, 10**6)) == written
            assert written[-1] == event
            hashes = links(genesis(self.me, "second"), written)
            assert [book.mine(number + 1) for number in range(count)] == list(hashes)

    def test_writing_goes_on_in_the_new_life(self, book: Book) -> None:
        self.write(book, "before")
        with book.transaction():
            book.begin_life("second")
            count = book.written()
        event = self.write(book, "after")
        with book.transaction():
            assert book.mine(count + 1) == link(at(book, count), event)

    def test_what_is_interrupted_leaves_nothing_behind(self, book: Book) -> None:
        self.write(book, "kept")
        with book.transaction():
            before = (book.incarnation(), book.written(), book.mine(book.written()))
        with pytest.raises(Interrupted):
            change_and_break_off(book)
        for seen in (book, self.again(book)):
            with seen.transaction():
                assert (seen.incarnation(), seen.written(), seen.mine(seen.written())) == before
                assert (seen.held("life"), seen.heard_last()) == (0, "")
                assert set(seen.forked()) == set()

    def test_a_parcel_is_set_aside_as_often_as_it_comes_without_harm(self, book: Book) -> None:
        for _ in range(2):
            with book.transaction():
                book.set_aside("signature", b"STATION\nnot to be believed")
