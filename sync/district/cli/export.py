"""run.py district export --out DIR --to NAME --by NAME: cases as the national exchange tables."""

import argparse
from pathlib import Path

from station.domain.errors import BadInput, StationError
from station.domain.names import clean_worker
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, complain, say, say_json, told
from sync.district.founding import some_line
from sync.district.ledger import Batch
from sync.district.national.batches import Exported, Wish, batches, export, is_genuine
from sync.district.national.files import Encoding, Shape
from sync.district.premises import District
from sync.district.words import system_language


def arguments(parser: argparse.ArgumentParser) -> None:
    """For whom, by whom, where to, and in which form; or only what was handed out before."""
    parser.add_argument("--out", type=Path, metavar="DIR", help=_("where its folder is made"))
    parser.add_argument("--to", metavar="NAME", help=_("the system that gets it"))
    parser.add_argument("--by", metavar="NAME", help=_("who hands it out; it goes on record"))
    parser.add_argument(
        "--form", choices=[one.value for one in Shape], default=Shape.CSV.value,
        help=_("CSV for spreadsheets and imports, or JSON lines"),
    )  # fmt: skip
    parser.add_argument(
        "--encoding", choices=[one.value for one in Encoding], default=Encoding.UTF_8.value,
        help=_("of CSV; spreadsheets need utf-8-bom or gb18030"),
    )  # fmt: skip
    parser.add_argument(
        "--full", action="store_true",
        help=_("everything anew, for a system that has nothing or lost what it had"),
    )  # fmt: skip
    parser.add_argument("--list", action="store_true", help=_("only tell the batches on record"))
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; 1 if values are missing that the tables want, or a batch on record was changed."""
    wish = None if given.list else _wish(given)
    with opened(given) as district:
        if wish is None:
            genuine = [_listed(district, given, one) for one in batches(district)]
            return 0 if all(genuine) else 1
        made = export(district, wish)
    if made is None:
        say(_("nothing is new for {name}").format(name=wish.to))
        return 0
    _tell(given, made)
    return 1 if made.gaps else 0


def _wish(given: argparse.Namespace) -> Wish:
    """Raises BadInput with all that is wrong."""
    faults: dict[str, StationError] = {}
    values = {"--to": "", "--by": ""}
    for option, text, clean in (
        ("--to", given.to, some_line), ("--by", given.by, clean_worker),
    ):  # fmt: skip
        try:
            values[option] = clean(text or "")
        except StationError as fault:
            faults[option] = fault
    if given.out is None:
        faults["--out"] = StationError(
            "it is not said where it shall go", "Name a folder: --out DIR"
        )
    shape, encoding = Shape(given.form), Encoding(given.encoding)
    if shape is Shape.JSONL and encoding is not Encoding.UTF_8:
        faults["--encoding"] = StationError(
            "JSON lines are always UTF-8", "Leave --encoding out, or take --form csv."
        )
    if faults:
        raise BadInput(faults)
    return Wish(
        by=values["--by"], to=values["--to"], out=given.out, shape=shape, encoding=encoding,
        full=given.full, language=system_language(),
    )  # fmt: skip


def _tell(given: argparse.Namespace, made: Exported) -> None:
    batch = made.batch
    if given.json:
        say_json({"folder": batch.folder, **batch.says})
        return
    say(_("batch {number} for {name} lies in {folder}").format(
        number=batch.number, name=batch.says["to"], folder=batch.folder
    ))  # fmt: skip
    for what, count in sorted(batch.says["rows"].items()):
        say(f"  {what}: {count}")
    for table, column, count, gap in made.gaps:
        say(f"  {table}.{column}: {count}  {told(gap)}")
    if made.gaps:
        say(_("{count} values are missing; faults.csv names each").format(
            count=batch.says["faults"]
        ))  # fmt: skip
    say(_("These files hold data of people in clear: destroy them once they are taken over."))


def _listed(district: District, given: argparse.Namespace, batch: Batch) -> bool:
    genuine, says = is_genuine(district, batch), batch.says
    if given.json:
        say_json({"genuine": genuine, "folder": batch.folder, **says})
    else:
        say("  ".join((
            str(batch.number), says["at"][:16].replace("T", " "), says["to"], says["by"],
            str(sum(says["rows"].values())),
        )))  # fmt: skip
    if not genuine:
        complain(StationError(
            "what is on record of batch {number} was changed after it was signed",
            "Compare it with the manifest.json that was handed out.", number=batch.number,
        ))  # fmt: skip
    return genuine
