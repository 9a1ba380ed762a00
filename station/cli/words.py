"""run.py words: collect the words that people see, and compile the catalogue."""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: the words of all rooms are collected."""


def run(_: argparse.Namespace) -> int:
    """1 if a word has no Chinese yet; each such word is told."""
    return subprocess.call([sys.executable, "-m", "tests.house.msgids"], cwd=ROOT)
