"""run.py district acts CASE: what the district may do with a case now."""

import argparse

from sync.district.casedesk import CaseDesk
from sync.district.cli.opening import opened, opening_arguments
from sync.district.cli.output import _, say, say_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """The receipt number."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument("--json", action="store_true", help=_("one act a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """One act a line, its fields below it; those that may be empty stand in brackets."""
    with opened(given) as district:
        file = CaseDesk(district, district.name).open(given.case)
    for act in file.acts:
        fields = [
            {"name": field.name, "label": _(field.label), "kind": field.kind.value,
             "required": field.required}
            for field in act.fields
        ]  # fmt: skip
        if given.json:
            say_json({"act": act.name, "title": _(act.title), "fields": fields})
            continue
        say(f"{act.name}  {_(act.title)}")
        for field in fields:
            name = field["name"] if field["required"] else f"[{field['name']}]"
            say(f"    {name}  {field['kind']}  {field['label']}")
    return 0
