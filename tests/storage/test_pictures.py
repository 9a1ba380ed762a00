"""Files from outside: drawn anew without what a camera wrote into them, or refused in words."""

import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from station.domain.scan_events import ScanForm
from station.domain.scans import NotAScan
from station.storage import redraw
from station.storage.pictures import ready, ready_from
from station.storage.redraw import LONGEST

PLACE = b"a planted word of the camera"


def picture(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    drawn = Image.new(mode, size, "white")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 2, size[1] // 4), fill="black")
    return drawn


def file_of(drawn: Image.Image, form: str, **more: object) -> bytes:
    out = BytesIO()
    drawn.save(out, form, **more)
    return out.getvalue()


def taken_by_a_telephone() -> bytes:
    """Turned by a quarter, with the place where it was taken and a small picture of itself."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return file_of(picture(), "JPEG", exif=exif.tobytes(), comment=PLACE)


def pages(count: int = 2) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_a_program() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_another_file() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("示例.exe", b"MZ")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("示例")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A picture of 900 million pixels in a file of a megabyte."""
    head = side.to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(bytes(side + 1) * 100, 9)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        )

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_what_the_camera_wrote_into_it_does_not_come_along_and_it_stands_upright() -> None:
    taken = taken_by_a_telephone()
    assert PLACE in taken
    made = ready("IMG_0001.jpg", taken)
    assert (made.name, made.form) == ("IMG_0001", ScanForm.JPEG)
    assert PLACE not in made.data
    assert b"Exif" not in made.data
    assert opened(made.data).size == (300, 400)
    assert not opened(made.data).getexif()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P", "CMYK"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP"])
def test_pictures_of_every_kind_become_a_picture_of_one(form: str, mode: str) -> None:
    if (form, mode) in {("JPEG", "RGBA"), ("JPEG", "P"), ("BMP", "CMYK"), ("PNG", "CMYK"),
                        ("BMP", "RGBA")}:  # fmt: skip
        pytest.skip("there is no such file")
    made = ready("扫描.x", file_of(picture(mode="RGB").convert(mode), form))
    seen = opened(made.data)
    assert (seen.format, seen.mode) == ("JPEG", "L" if mode in ("L", "1") else "RGB")
    left, right = seen.convert("L").getpixel((10, 10)), seen.convert("L").getpixel((390, 290))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert left < 40
    assert right > 215


def test_a_large_page_is_made_small_enough_for_the_line_and_large_enough_to_be_read() -> None:
    page = Image.effect_noise((3000, 4200), 40)
    made = ready("A4", file_of(page, "JPEG", quality=95))
    assert max(opened(made.data).size) == LONGEST
    assert len(made.data) < 4 * 1024 * 1024


def test_a_pdf_that_only_shows_pages_stays_as_it_is() -> None:
    assert ready("示例.pdf", pages()).data == pages()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no picture"),
        (b"GIF89a" + bytes(99), "no picture"),
        (b"MZ" + bytes(999), "no picture"),
        (b"<html><script>", "no picture"),
        (file_of(picture(), "JPEG")[:-900], "damaged"),
        (file_of(picture(), "PNG")[:-99], "damaged"),
        (b"\xff\xd8\xff" + bytes(99), "damaged"),
        (b"BM" + bytes(99), "damaged"),
        (bomb(), "too many pixels"),
        (b"%PDF-1.7\n" + bytes(99), "damaged"),
        (pages()[:-200], "damaged"),
        (pages() + b"PK\3\4 another file behind it", "damaged"),
        (b"GIF89a" + pages(), "no picture"),
        (pages(301), "too many"),
        (locked(), "password"),
        (with_a_program(), "does more"),
        (with_another_file(), "does more"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_scan_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(NotAScan) as refused:
        ready("示例.jpg", data)
    assert words in str(refused.value)
    assert refused.value.hint


def test_a_picture_with_another_file_behind_it_loses_that() -> None:
    made = ready("示例", file_of(picture(), "JPEG") + b"PK\3\4" + PLACE)
    assert PLACE not in made.data


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory to set")
def test_a_decoder_that_wants_all_memory_dies_alone() -> None:
    greedy = (
        "import sys; sys.path.insert(0, sys.argv[1]); import redraw; redraw.limit(); bytes(2**31)"
    )
    folder = str(Path(redraw.__file__).parent)
    done = subprocess.run(
        [sys.executable, "-I", "-c", greedy, folder], capture_output=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert b"MemoryError" in done.stderr


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jpg"):
        with pytest.raises(NotAScan):
            ready_from(path)


def test_a_name_that_steers_machines_is_shown_plain() -> None:
    assert ready("\x1b]0;示例\u202e\n.pdf", pages()).name == "]0;示例"
