"""How the scans of a case look: a line for each, and a word at each paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from station.desk.words import _
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row

if TYPE_CHECKING:
    from station.desk.camera import Lying
    from station.desk.scans import ShownScan

MARK = "●"


def scan_notes(shown: "Sequence[ShownScan]") -> Mapping[int, str]:
    """Number of the paper -> how many scans it has, and whether the district has them."""
    papers: dict[int, list[ShownScan]] = {}
    for one in shown:
        papers.setdefault(one.attached.event.seq, []).append(one)
    return {seq: _note(scans) for seq, scans in papers.items()}


def _note(scans: "Sequence[ShownScan]") -> str:
    count = len(scans)
    if all(one.is_there for one in scans):
        return _("{count} scans, at the district").format(count=count)
    return _("{count} scans, on the way").format(count=count)


def with_notes(notes: Mapping[int, str], more: Mapping[int, str]) -> Mapping[int, str]:
    """Both at each paper."""
    return {seq: " ".join(filter(None, (notes.get(seq), more.get(seq)))) for seq in {*notes, *more}}


def scan_columns() -> Sequence[Column]:
    """Of the scans of a case."""
    return (
        Column(title=_("Paper"), width=16),
        Column(title=_("Scan"), width=14, grows=True),
        Column(title=_("Size"), width=8),
        Column(title=_("Attached by"), width=12),
        Column(title=_("Where"), width=20),
    )


def scan_rows(shown: "Sequence[ShownScan]", now: datetime) -> list[Row]:
    """A line for each."""
    from station.desk.scans import carried_words

    return [
        Row(
            key=one.scan.sha256,
            cells=(
                one.paper or _("result"), one.scan.name, size_words(one.scan.size),
                f"{one.attached.event.by} {near_date(one.attached.event.at, now)}",
                carried_words(one),
            ),
        )
        for one in shown
    ]  # fmt: skip


def file_columns() -> Sequence[Column]:
    """Of the files in the folder."""
    return (
        Column(title="", width=2),
        Column(title=_("When"), width=12),
        Column(title=_("Size"), width=8),
        Column(title=_("File"), width=20, grows=True),
    )


def file_rows(lying: "Sequence[Lying]", marked: "set[str]", now: datetime) -> list[Row]:
    """A line for each; the marked ones are attached together."""
    return [
        Row(
            key=one.path.name,
            cells=(
                MARK if one.path.name in marked else "", near_date(one.at, now),
                size_words(one.size), one.path.name,
            ),
        )
        for one in lying
    ]  # fmt: skip


def size_words(size: int) -> str:
    """Bytes as people count them."""
    return _("{size} kB").format(size=-(-size // 1024))
