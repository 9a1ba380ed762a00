"""Makes song.ttf, hei.ttf, fang.ttf and rare.zip from the sources that SOURCES.md names.

    python -m forms.fonts.build --serif NotoSerifSC-Regular.otf --sans "NotoSansSC[wght].ttf" \
        --fang FandolFang-Regular.otf --hana-a HanaMinA.ttf --hana-b HanaMinB.ttf \
        --unihan Unihan_OtherMappings.txt.bz2 --out DIR

Run by hand when a source changes, never by the program; needs fontTools. The same sources give
the same bytes: nothing in a font or in the archive depends on the day or the machine.

Every glyph is drawn anew as TrueType outlines, the only kind that reportlab embeds: cubic curves
become quadratic ones, the variable font is taken at one weight, hints and layout tables stay
behind. Three fonts hold what is printed every day, on a coarse grid, for they are the better part
of every sheet; all rarer characters are cut into slices of 1,024 code points, so that a sheet with
one rare name loads one slice and not 60,000 glyphs.
"""

import argparse
import bz2
import hashlib
import io
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from forms.fonts.faces import SLICE_BITS
from forms.fonts.han import LEVEL_3, RADICALS
from forms.fonts.on_grid import outlines, share_a_box
from forms.fonts.outline import Grid

INPUTS: Mapping[str, str] = {
    "serif": "e8f396decc1f0963a016a989c3d8852e863d1350996f573860a80767c83a1cd3",
    "sans": "a3041811a78c361b1de50f953c805e0244951c21c5bd412f7232ef0d899af0da",
    "fang": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    "hana_a": "7ca87559414474848fc513a8d8eb42d5b0f8194c30c2abdfbfedff5398ec88d7",
    "hana_b": "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
    "unihan": "bdeef44d75d914e793b7f27ddc3bee01b2d11dd34f4e52de1a9fba74a1612dc2",
}
BOLD = {"wght": 700.0}
MAX_ERROR = 1.0  # units of 1/1000 em by which a quadratic curve of a slice may leave the cubic one
# Hairlines of Song are 29 or 30 thousandths of an em: six units of such a grid.
SONG = Grid(units=203, tolerance=2.0, hairline=6, thin=(5.3, 6.7))
HEI = Grid(units=203, tolerance=1.2)
FANG = Grid(units=203, tolerance=1.8)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold
HAN_BLOCKS = ((0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
SELECTORS = frozenset(range(0xFE00, 0xFE10)) | frozenset(range(0xE0100, 0xE01F0))
OFL = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
OFL_URL = "https://openfontlicense.org"
GPL = (
    "GNU General Public License, version 3 or later. As a special exception, if you create a "
    "document which uses this font, and embed this font or unaltered portions of this font into "
    "the document, this font does not by itself cause the resulting document to be covered by the "
    "GNU General Public License."
)
GPL_URL = "https://www.gnu.org/licenses/gpl-3.0.html"
GLYPHWIKI = "Copyright (c) 2011, GlyphWiki Project (kamichi@fonts.jp)."


@dataclass(frozen=True, kw_only=True, eq=False)
class Source:
    """A font to take glyphs from; `weight` fixes the axes of a variable one."""

    path: Path
    weight: Mapping[str, float]

    def covered(self) -> frozenset[int]:
        return frozenset(TTFont(self.path, lazy=True).getBestCmap())


def is_han(code: int) -> bool:
    """True for characters that belong to a Han block, of whatever plane."""
    return code >= 0x20000 or any(first <= code <= last for first, last in HAN_BLOCKS)


def speaks_to_people(code: int) -> bool:
    """False for controls, invisible format characters and private use: they never get a glyph."""
    return unicodedata.category(chr(code)) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def everyday_han(unihan: Path) -> frozenset[int]:
    """The general standard table of 2013 (kTGH in Unihan) and GB 2312."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
    table = {int(row[0][2:], 16) for row in rows if len(row) == 3 and row[1] == "kTGH"}
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = {ord(text) for pair in cells if (text := pair.decode("gb2312", errors="ignore"))}
    return frozenset(table | gb2312)


def outline(name: str, glyph_set: Mapping[str, Any], *, cubic: bool) -> Glyph:
    """The glyph of that name as one simple TrueType outline, close to the original."""
    whole = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(whole)
    pen = TTGlyphPen(None)
    whole.replay(Cu2QuPen(pen, MAX_ERROR, reverse_direction=cubic))
    return pen.glyph(dropImpliedOnCurves=True)


def cut(
    source: Source, codes: Iterable[int], name: str, grid: Grid | None = None,
    blank: Iterable[int] = (),
) -> bytes:  # fmt: skip
    """A TrueType font called `name` with the glyphs of `codes`; `blank` ones take no room.

    One glyph serves all characters that share it in the source.
    """
    font = TTFont(source.path, lazy=True)
    cubic = "CFF " in font
    glyph_set, cmap = font.getGlyphSet(location=source.weight), font.getBestCmap()
    wanted = {code: cmap[code] for code in sorted(codes)}
    order = {glyph: f"g{n}" for n, glyph in enumerate(dict.fromkeys(wanted.values()), start=1)}
    order[".notdef"] = ".notdef"
    scale = grid.units / font["head"].unitsPerEm if grid else 1.0
    drawn = (
        outlines(order, glyph_set, grid, scale, cubic=cubic)
        if grid
        else (outline(old, glyph_set, cubic=cubic) for old in order)
    )
    glyphs = dict(zip(order.values(), drawn, strict=True))
    widths = {new: round(glyph_set[old].width * scale) for old, new in order.items()}
    characters = {code: order[glyph] for code, glyph in wanted.items()}
    for code in sorted(blank):
        glyphs["blank"], widths["blank"] = TTGlyphPen(None).glyph(), 0
        characters[code] = "blank"
    glyphs = {".notdef": glyphs.pop(".notdef")} | glyphs  # the first of every font
    builder = assembled(font, glyphs, widths, characters, scale)
    builder.setupNameTable(names(font, name), mac=False)
    builder.font["OS/2"].usWeightClass = round(source.weight.get("wght", 400))
    if grid:
        share_a_box(builder.font)
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()


def assembled(
    font: TTFont, glyphs: Mapping[str, Glyph], widths: Mapping[str, int],
    characters: Mapping[int, str], scale: float,
) -> FontBuilder:  # fmt: skip
    """A font with these glyphs, and the measures of the one they come from."""
    old, units = font["OS/2"], round(font["head"].unitsPerEm * scale)
    builder = FontBuilder(units, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupHead(unitsPerEm=units, created=0, modified=0)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(characters)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(
        {each: (widths[each], getattr(glyph, "xMin", 0)) for each, glyph in glyphs.items()}
    )
    builder.setupHorizontalHeader(
        ascent=round(font["hhea"].ascent * scale), descent=round(font["hhea"].descent * scale)
    )
    builder.setupOS2(
        sTypoAscender=round(old.sTypoAscender * scale),
        sTypoDescender=round(old.sTypoDescender * scale),
        usWinAscent=round(old.usWinAscent * scale), usWinDescent=round(old.usWinDescent * scale),
        fsType=0,
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    return builder


def names(font: TTFont, name: str) -> dict[str, str]:
    """A new name, for the OFL reserves the old ones; the copyright and whose glyphs they are.

    The exception of the GPL for documents is extended to what is cut from Fandol.
    """
    old = font["name"]
    owner = old.getDebugName(0)
    licence, where = (GPL, GPL_URL) if "Fandol" in owner else (OFL, OFL_URL)
    return {
        "copyright": GLYPHWIKI if "GlyphWiki" in owner else owner,
        "familyName": name, "styleName": "Regular", "uniqueFontIdentifier": name,
        "fullName": name, "version": "Version 1.0", "psName": name,
        "description": f"Cut from {old.getDebugName(4)}, {old.getDebugName(5)}.",
        "licenseDescription": licence, "licenseInfoURL": where,
    }  # fmt: skip


def slices(source: Source, codes: Iterable[int], family: str) -> Iterator[tuple[str, bytes]]:
    """(member name, font) for each run of 1,024 code points that holds some of `codes`.

    Each slice has its own PostScript name: reportlab embeds one file per name.
    """
    runs: dict[int, list[int]] = {}
    for code in sorted(codes):
        runs.setdefault(code >> SLICE_BITS, []).append(code)
    for number, mine in runs.items():
        yield f"{family}/{number:x}.ttf", cut(source, mine, f"Station-{family}-{number:x}")


def inputs() -> tuple[dict[str, Path], Path]:
    """The inputs by name, each the one that SOURCES.md names, and the folder to write to."""
    parser = argparse.ArgumentParser(description="Build the fonts of the sheets.")
    for name in (*INPUTS, "out"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=Path, required=True)
    paths: dict[str, Path] = vars(parser.parse_args())
    out = paths.pop("out")
    for name, digest in INPUTS.items():
        if hashlib.sha256(paths[name].read_bytes()).hexdigest() != digest:
            sys.exit(f"{paths[name]} is not the {name} that SOURCES.md names")
    return paths, out


def main() -> None:
    paths, out = inputs()
    serif = Source(path=paths["serif"], weight={})
    sans = Source(path=paths["sans"], weight=BOLD)
    fang = Source(path=paths["fang"], weight={})
    hana = {plane: Source(path=paths[f"hana_{plane}"], weight={}) for plane in "ab"}

    in_serif, in_sans = serif.covered(), sans.covered()
    plain = {code for code in in_serif & in_sans if not is_han(code) and speaks_to_people(code)}
    everyday = frozenset(plain | (everyday_han(paths["unihan"]) & in_serif & in_sans))
    rare = (LEVEL_3 | frozenset().union(*RADICALS.values())) - everyday
    shares = {
        ("song", serif): rare & in_serif,
        ("hana", hana["a"]): {code for code in rare - in_serif if code <= 0xFFFF},
        ("hana", hana["b"]): {code for code in rare - in_serif if code > 0xFFFF},
    }
    for (_, source), codes in shares.items():
        if lost := codes - source.covered():
            sys.exit(f"{source.path} lacks {len(lost)} characters, first U+{min(lost):04X}")

    (out / "song.ttf").write_bytes(cut(serif, everyday, "Station-Song", SONG, SELECTORS))
    (out / "hei.ttf").write_bytes(cut(sans, everyday, "Station-Hei", HEI, SELECTORS))
    in_fang = {code for code in everyday & fang.covered() if is_han(code)}
    (out / "fang.ttf").write_bytes(cut(fang, in_fang, "Station-Fang", FANG, SELECTORS))
    with zipfile.ZipFile(out / "rare.zip", "w") as archive:
        for (family, source), codes in shares.items():
            for member, data in slices(source, codes, family):
                entry = zipfile.ZipInfo(member, EPOCH)
                archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=9)
    for name in ("song.ttf", "hei.ttf", "fang.ttf", "rare.zip"):
        digest = hashlib.sha256((out / name).read_bytes()).hexdigest()
        sys.stdout.write(f"{digest}  {name}\n")


if __name__ == "__main__":
    main()
