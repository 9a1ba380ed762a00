"""The project speaks of itself alone, and holds nobody's data and no machine's names."""

import re

import pytest

from tests.house.tree import ROOMS, ROOT, files, modules, named

TEXT = {".py", ".md", ".toml", ".ini", ".in", ".lock", ".json", ".tcss", ".html", ".css", ".po", ""}


def lines_with(pattern: str, *tops: str) -> list[str]:
    """Where it stands: file, number, line."""
    wanted = re.compile(pattern)
    return [
        f"{named(file)}:{number}: {line.strip()[:100]}"
        for file in files(*tops)
        if file.suffix in TEXT
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


def test_no_registry_is_named() -> None:
    assert not lines_with(r"pypi[.]org|pythonhosted[.]|(?:index|find-links)[ =]+(?:http|file|/)")


def test_no_folder_of_somebodys_machine_is_named() -> None:
    assert not lines_with(r"/hom[e]/\w|/roo[t]/|/tm[p]/\w|/User[s]/\w|[C-Z]:\\User[s]")


def test_nothing_is_left_for_later() -> None:
    later = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "Not" + "Implemented"))

    assert not lines_with(rf"\b(?:{later})(?!X)", *ROOMS, "run.py")


def test_checkers_are_silenced_by_name_only() -> None:
    assert not lines_with(r"# type: ignor[e](?!\[)|# noq[a](?!: [A-Z])")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_files_by_hash_and_no_place(lock: str) -> None:
    words = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()

    assert all(re.match(r"[a-z0-9-]+==[^ ]+ .*--hash=sha256:[0-9a-f]{64}", line) for line in words)
    assert not [line for line in words if "://" in line or "file:" in line]


def test_developers_run_what_the_station_runs() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text("utf-8"), re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-dev.lock")


def test_every_wanted_package_is_pinned() -> None:
    for name in ("requirements", "requirements-dev"):
        wanted = re.findall(r"^[a-z][\w-]*", (ROOT / f"{name}.in").read_text("utf-8"), re.MULTILINE)
        pinned = (ROOT / f"{name}.lock").read_text("utf-8")

        assert not [package for package in wanted if f"\n{package}==" not in f"\n{pinned}"]


def test_only_one_file_makes_paragraphs_of_text() -> None:
    """Text in a paragraph is markup: everything passes the one place that escapes it."""
    makers = {named(file) for file in modules("forms") if "Paragraph(" in file.read_text("utf-8")}

    assert makers <= {"forms/text.py"}


def test_weak_locks_are_for_tests_only() -> None:
    """The cost of opening a slot by trial stands in one place; tests alone may lower it."""
    lowered = {
        named(file)
        for file in modules("station", "sync")
        if re.search(r"\bCost\(|\bArgon2id\(", file.read_text("utf-8"))
    }

    assert lowered <= {"station/storage/locks.py", "sync/district/clerks.py"}
