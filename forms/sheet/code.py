"""The QR code of a sheet, as modules to be drawn. What it says is none of this room's business."""

from collections.abc import Iterator

from station.domain.errors import StationError

QUIET = 2
"""Modules left white on each side; the paper around the code is white, too."""


class BadCode(StationError):
    """The numbers of the sheet cannot be put into a QR code."""


def bars(text: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """(modules a side, (column, row, length) of each run of dark modules, rows from the top).

    Raises BadCode.
    """
    import segno

    try:
        code = segno.make(text, error="m", micro=False, boost_error=False)
    except ValueError as error:
        raise BadCode(
            "the numbers of the sheet do not fit into its code",
            "Look at the station's code in the settings.",
        ) from error
    matrix = [bytes(row) for row in code.matrix]
    return len(matrix) + 2 * QUIET, _runs(matrix)


def _runs(matrix: list[bytes]) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(matrix):
        x = 0
        while (start := row.find(1, x)) >= 0:
            end = row.find(0, start)
            x = end if end >= 0 else len(row)
            yield start + QUIET, y + QUIET, x - start
