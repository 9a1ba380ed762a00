"""run.py words: collect the words that people see, and compile the catalogue."""

import argparse

from station.cli.developing import python


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: the words of all rooms are collected."""


def run(_: argparse.Namespace) -> int:
    """1 if a word has no Chinese yet; each such word is told."""
    return python(["-m", "tests.house.msgids"])
