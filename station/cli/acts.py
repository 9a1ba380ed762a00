"""run.py acts CASE: what may be done with a case now, and what each act wants to know."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say_json, say_row
from station.desk.cases import CaseDesk
from station.desk.words import _
from station.domain.act import Act


def arguments(parser: argparse.ArgumentParser) -> None:
    """The receipt number."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    parser.add_argument("--json", action="store_true", help=_("one act a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """One act a line, its fields below it; those that may be empty stand in brackets."""
    with opened(given) as office:
        desk = CaseDesk(office)
        for act in desk.acts(desk.case(given.case)):
            if given.json:
                say_json(_plain(act))
            else:
                _tell(act)
    return 0


def _plain(act: Act) -> dict[str, object]:
    fields = [
        {
            "name": field.name, "label": _(field.label), "kind": field.kind.value,
            "required": field.required, "choices": list(field.choices),
        }
        for field in act.fields
    ]  # fmt: skip
    return {"act": act.name, "title": _(act.title), "fields": fields}


def _tell(act: Act) -> None:
    say_row(act.name, _(act.title))
    for field in act.fields:
        name = field.name if field.required else f"[{field.name}]"
        say_row(name, field.kind.value, _(field.label), " | ".join(field.choices), indent=4)
