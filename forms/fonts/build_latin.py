"""Makes latin.ttf, latin-hei.ttf and latin-rest.ttf from the sources that SOURCES.md names.

    python -m forms.fonts.build_latin --serif SourceSerifPro-Regular.ttf \
        --sans SourceSansPro-Bold.ttf --rest NotoSerif-Regular.ttf --out DIR

Run by hand when a source changes, never by the program. Song and Hei draw a third of the Latin
letters of Unicode; the rest of the same two hands, as far as they go, and behind them one font
that has every letter and every combining mark, are cut here.
"""

import argparse
import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from forms.fonts.build import Source, cut
from forms.fonts.faces import FOLDER

INPUTS: Mapping[str, str] = {
    "serif": "b4e0771f06d8f6573a535312762b0b2f4fb9a03372239e39b0e7cf203da8ea9a",
    "sans": "2efc3a95d076f2d04c5928c0ad698b7c61cc302d6f6e79e9643cd3722f7becc2",
    "rest": "9d7583b7dc9e812afd32a14280c5cac3160012efe50c8d08938f4fea266ff67f",
}
LATIN = frozenset(
    code
    for first, last in ((0xC0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x1E00, 0x1EFF))
    for code in range(first, last + 1)
)
"""Latin-1 to Extended-B, the phonetic letters, the combining marks, Extended Additional."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the Latin fonts of the sheets.")
    for name in (*INPUTS, "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    paths: dict[str, Path] = vars(parser.parse_args())
    for name, digest in INPUTS.items():
        if hashlib.sha256(paths[name].read_bytes()).hexdigest() != digest:
            sys.exit(f"{paths[name]} is not the {name} that SOURCES.md names")
    sources = {name: Source(path=paths[name], weight={}) for name in INPUTS}

    lacking = {
        face: LATIN - Source(path=FOLDER / f"{face}.ttf", weight={}).covered()
        for face in ("song", "hei")
    }
    shares = {
        "latin": ("serif", lacking["song"] & sources["serif"].covered()),
        "latin-hei": ("sans", lacking["hei"] & sources["sans"].covered()),
    }
    left = {lacking["song"] - shares["latin"][1], lacking["hei"] - shares["latin-hei"][1]}
    shares["latin-rest"] = ("rest", frozenset().union(*left))
    for file, (source, codes) in shares.items():
        data = cut(sources[source], codes, f"Station-{file.title()}")
        (paths["out"] / f"{file}.ttf").write_bytes(data)
        sys.stdout.write(f"{hashlib.sha256(data).hexdigest()}  {file}.ttf\n")


if __name__ == "__main__":
    main()
