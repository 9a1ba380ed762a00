"""Rows onto pages: none is cut, none is lost, and a heading never ends a page."""

from collections.abc import Iterable

from forms.sheet.rows import MM, Row

MOVED_WHOLE = 45 * MM
"""A row up to this height moves to the next page rather than being divided."""


def pages(rows: Iterable[Row], height: float) -> list[list[Row]]:
    """The rows of each page; `height` is what a page holds, in points."""
    done: list[list[Row]] = []
    page: list[Row] = []
    left = height
    fresh = True
    ahead = list(rows)[::-1]
    while ahead:
        row = ahead.pop()
        if row.height + _led(row, ahead) <= left or (fresh and row.height <= left):
            page.append(row)
            left -= row.height
            fresh = False
            continue
        may_divide = fresh or row.height > (height if row.whole else MOVED_WHOLE)
        if may_divide and (parts := row.divided(left)):
            page.append(parts[0])
            row = parts[1]
        ahead.append(row)
        done.append(page)
        page, left, fresh = [], height, True
        if row.head:
            page.append(row.head)
            left -= row.head.height
    return [*done, page]


def _led(row: Row, ahead: list[Row]) -> float:
    """The height that must be free below a row that leads: rows it leads, and some of the last."""
    height = 0.0
    for following in reversed(ahead):
        if not row.leads:
            break
        height += following.height if following.leads else min(following.height, MOVED_WHOLE)
        row = following
    return height
