"""A page of a PDF as the picture that a printer is given: how large, and where on its paper.

Pure: what draws and what prints is elsewhere. Points are 1/72 inch, as in the PDF.
"""

from dataclasses import dataclass

POINTS_IN_INCH = 72
_FINEST = 600
"""Dots in an inch: a page of A4 finer than this is hundreds of megabytes, and no sharper."""
_BYTES_IN_DOT = 3
_ROW_ALIGNED = 4
"""Rows of a device-independent bitmap begin at multiples of four bytes."""


@dataclass(frozen=True, kw_only=True)
class Device:
    """What a printer says of its paper, in dots: the whole sheet, and where the part begins that it
    prints on."""

    dots_x: int
    """In an inch across,"""
    dots_y: int
    """and down."""
    width: int
    height: int
    left: int
    top: int


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A picture of so many dots, stretched over this part of what the printer prints on. Parts
    that lie outside are cut off by the printer: the sheets' margins are wider than those of any."""

    scale: float
    """Dots for a point when the page is drawn."""
    width: int
    height: int
    x: int
    y: int
    on_paper_width: int
    on_paper_height: int


def placed(page_width: float, page_height: float, device: Device) -> Placed:
    """The page in its true size where the paper is large enough, else made smaller to fit, in the
    middle of the paper. Sizes of the page are in points."""
    across = page_width / POINTS_IN_INCH * device.dots_x
    down = page_height / POINTS_IN_INCH * device.dots_y
    shrink = min(1.0, device.width / across, device.height / down)
    wide, high = round(across * shrink), round(down * shrink)
    dots = min(device.dots_x, device.dots_y, _FINEST)
    scale = dots / POINTS_IN_INCH * shrink
    return Placed(
        scale=scale, width=max(1, round(page_width * scale)),
        height=max(1, round(page_height * scale)),
        x=(device.width - wide) // 2 - device.left, y=(device.height - high) // 2 - device.top,
        on_paper_width=wide, on_paper_height=high,
    )  # fmt: skip


def stride(width: int) -> int:
    """The bytes of one row of the picture, with those that fill it up."""
    return -(-width * _BYTES_IN_DOT // _ROW_ALIGNED) * _ROW_ALIGNED


def rows(data: bytes, width: int, height: int, given: int) -> bytes:
    """The picture with rows as a device-independent bitmap has them; `given` is how many bytes a
    row of `data` has."""
    wanted = stride(width)
    if given == wanted:
        return data
    used = width * _BYTES_IN_DOT
    filled = bytes(wanted - used)
    return b"".join(data[at * given : at * given + used] + filled for at in range(height))
