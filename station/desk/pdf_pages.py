"""The pages of a PDF drawn as pictures by PDFium, for printers that are given pictures."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from station.desk.raster import Device, Placed, placed, rows


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A page: blue, green and red of each dot, the topmost row first."""

    place: Placed
    data: bytes


def pages(file: Path, device: Device) -> Iterator[Picture]:
    """Each page as this printer takes it; one at a time, for a page is large."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(file)) as document:
        for page in document:
            width, height = page.get_size()
            place = placed(width, height, device)
            with closing(page.render(scale=place.scale, rev_byteorder=False)) as bitmap:
                yield Picture(
                    place=Placed(**{**vars(place), "width": bitmap.width, "height": bitmap.height}),
                    data=rows(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride),
                )
