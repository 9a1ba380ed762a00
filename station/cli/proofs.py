"""What a demonstration proves, by looking at files and not at what programs say of them."""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from station.cli.output import say
from station.desk.samples import Sample
from station.desk.words import _
from station.domain.errors import StationError

SECRET = ("name", "id", "phone")
"""What of a resident may stand nowhere in clear."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


class NotProved(StationError):
    """A step of the demonstration did not come out as it must."""


class Proofs:
    """Tells each step, and stops at the first that does not hold."""

    def __init__(self) -> None:
        self._chapters = 0
        self.sheets = 0
        """How many sheets were read back."""

    def chapter(self, words: str) -> None:
        """What comes next."""
        self._chapters += 1
        say()
        say(f"{self._chapters}. {words}")

    def told(self, words: str) -> None:
        """Something worth knowing that needs no proof."""
        say(f"   {words}")

    def prove(self, words: str, holds: bool) -> None:
        """Raises NotProved unless it holds."""
        if not holds:
            raise NotProved("this does not hold: {words}", "Tell the makers.", words=words)
        say(f"   ok  {words}")

    def sheet(self, file: Path, number: str, name: str) -> None:
        """The file is a PDF that shows this name."""
        self.prove(
            _("sheet {number} shows {name}").format(number=number, name=name),
            shows(file.read_bytes(), name),
        )
        self.sheets += 1


def shows(pdf: bytes, name: str) -> bool:
    """Whether these bytes are a PDF on whose pages every character of the name can be read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    except PyPdfError:
        return False
    return name in re.sub(r"\s", "", "".join(pages))


def in_clear(folder: Path, residents: Iterable[Sample]) -> list[str]:
    """Files under `folder` in which something of a resident can be read, in a usual encoding."""
    secrets = {
        resident[field].encode(encoding)
        for resident in residents
        for field in SECRET
        for encoding in ENCODINGS
    }
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [
        str(file.relative_to(folder))
        for file in files
        if any(secret in file.read_bytes() for secret in secrets)
    ]
