"""run.py sheets: the roll of sheets."""

import argparse

from station.cli.output import say_row


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(_: argparse.Namespace) -> int:
    """The code and the title of each sheet."""
    from station.desk.printing import SHEETS

    for code, sheet in SHEETS.items():
        say_row(code, sheet.title)
    return 0
