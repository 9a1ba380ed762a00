"""The book of the line's own tests keeps the contract too."""

from sync.ports import Book
from tests.sync.book_suite import ME, PEER, BookSuite, foreign
from tests.sync.memory_book import MemoryBook


class TestMemoryBook(BookSuite):
    def make(self) -> MemoryBook:
        return MemoryBook(ME, PEER, "first")

    def write(self, book: Book, words: str) -> bytes:
        assert isinstance(book, MemoryBook)
        event = foreign(book.written() + 1, words)
        book.write(event)
        return event

    def again(self, book: Book) -> Book:
        return book
