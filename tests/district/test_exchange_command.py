"""run.py district export, as it is typed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.district.commands import main
from sync.district.premises import District
from tests.district.exchanged import a_line_with_codes, a_story, exported, wish
from tests.district.pair import CLERK, SECRET
from tests.district.story import Story, accept


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with a_line_with_codes(tmp_path) as line:
        yield a_story(line).district(accept("0001"))


def run(district: District, *given: str) -> int:
    secret = district.home.parent / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    home = ("--home", str(district.home), "--passphrase-file", str(secret))
    return main(["district", "export", *given, *home])


def test_the_command_tells_what_it_made_and_what_is_missing(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    district = story.line[1]
    asked = ("--out", str(wish(district).out), "--to", "示例省平台", "--by", CLERK)
    assert run(district, *asked) == 0
    assert "2026" in capsys.readouterr().out
    assert run(district, *asked) == 0
    (district.home / "exchange.json").unlink()
    assert run(district, *asked, "--full", "--form", "jsonl", "--json") == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["faults"]
    assert run(district, "--list") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_command_says_all_that_is_wrong_at_once(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(story.line[1], "--form", "jsonl", "--encoding", "gb18030") == 2
    told = capsys.readouterr().err
    assert all(option in told for option in ("--out", "--to", "--by", "--encoding"))


def test_a_record_that_was_changed_is_told(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    district = story.line[1]
    exported(district)
    with district.vault.transaction():
        district.vault.sql("UPDATE exchange_batch SET signature = zeroblob(64)")
    assert run(district, "--list", "--json") == 1
    assert capsys.readouterr().err
