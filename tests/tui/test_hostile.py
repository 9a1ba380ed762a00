"""Text that means mischief, in every place where a screen shows data."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.words import use_language
from station.domain import canon
from station.domain.decider_events import CaseWithdrawn
from station.domain.fact_events import SheetPrinted
from station.domain.items import Item
from station.domain.values import Defect
from station.domain.window_events import NoticeGiven
from tests.office import PASSPHRASE
from tests.tui.payloads import MARKUP, STEERING
from tests.tui.stage import page, shown, typed
from tests.tui.tour import APPLICANT, a_station, check_page, every_page, unlocked

ALL = {**STEERING, **MARKUP}
HOSTILE = " ".join(text for name, text in ALL.items() if name != "surrogate")
"""All payloads in one text. A lone surrogate is no text that a vault could keep."""

NEVER = (
    b"\x1b]52", b"\x1b]0;", b"\x1bP+q", b"\x1b_PWN", b"\x00PWN", b"\x7fPWN", b"\x08\x08PWN",
    *(text.encode() for text in (
        "\x9b31m", "\x9d0;", "\u202e", "\u2067", "\u200b", "\u2060", "\ufeff", "\u2028",
        "\ufff9", "\U000e0041", "\u0301" * 4,
    )),
)  # fmt: skip
"""What the payloads would write to the terminal."""


def poisoned(item: Item) -> Item:
    """The item as a district might send it that means mischief."""
    materials = tuple(
        replace(material, name_zh=HOSTILE, name_en=HOSTILE, condition=HOSTILE, note=HOSTILE)
        for material in item.materials
    )
    return replace(
        item, name_zh=HOSTILE, name_en=HOSTILE, who_may_apply=HOSTILE, fee_note=HOSTILE,
        department_zh=HOSTILE, legal_basis=(HOSTILE,), materials=materials,
    )  # fmt: skip


def furnish(office: Office) -> None:
    """Names, sheets, reasons, kept items and the district, all poisoned, past every boundary."""
    number = CaseDesk(office).open("MZ-09", APPLICANT, {}, receive=False).case.number
    now = office.stamp()
    head: dict[str, Any] = {"at": now.at, "by": now.by, "case": number}
    defect = Defect(seq=1, paper=HOSTILE, fault=HOSTILE)
    with office.vault.transaction():
        office.vault.sql("DROP TRIGGER item_version_is_past")
        for item in office.itembook.all():
            data = canon.write(msgspec.to_builtins(poisoned(item)))
            office.vault.sql("UPDATE item_version SET data = ? WHERE item = ?", data, item.id)
        office.memory.set(station_name=HOSTILE, district=HOSTILE, district_name=HOSTILE)
        for event in (
            NoticeGiven(**head, defects=(defect,)),
            SheetPrinted(**head, sheet=HOSTILE, sheet_number=HOSTILE, nth=1, pages=1, saved=False),
            CaseWithdrawn(**head, reason=HOSTILE),
        ):
            office.record(event)


POISONED = {"home", "case", "draft", "papers form", "new case", "guide", "sync"}
"""The pages that show what the district or another program wrote."""


async def test_no_page_is_steered_stretched_or_brought_down(tmp_path: Path) -> None:
    use_language("zh_CN")
    a_station(tmp_path / "home", furnish)
    async with unlocked(tmp_path / "home", (120, 36)) as (app, pilot):
        office = app.counter.office
        versions = tuple(poisoned(item) for item in office.catalogue.versions)
        office.catalogue = replace(office.catalogue, versions=versions)
        seen = set()
        async for name in every_page(pilot):
            check_page(app, name)
            lines = shown(app)
            assert all(character.isprintable() for line in lines for character in line), name
            if any("PWNED" in line for line in lines):
                seen.add(name)
        assert seen >= POISONED


async def test_markup_is_shown_as_it_was_written(tmp_path: Path) -> None:
    def sign(office: Office) -> None:
        with office.vault.transaction():
            office.memory.set(station_name="[/foo][@click=app.quit]示例站[/]")

    a_station(tmp_path / "home", sign)
    async with unlocked(tmp_path / "home", (100, 30)) as (app, pilot):
        assert "[/foo][@click=app.quit]示例站[/]" in page(app)
        await pilot.click(offset=(20, 0))
        assert app.is_running


async def test_what_is_typed_into_any_field_does_no_harm(tmp_path: Path) -> None:
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", (100, 30)) as (app, pilot):
        await pilot.press("f2")
        for _ in range(6):
            await typed(pilot, HOSTILE[:60])
            await pilot.press("tab")
        await pilot.press("f9", "escape", "f3")
        await typed(pilot, "\"'%_*()[]{}; DROP TABLE entry -- " + HOSTILE[:30])
        await pilot.press("ctrl+l")
        assert app.is_running


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are a thing of POSIX")
def test_no_byte_of_a_payload_reaches_the_terminal(tmp_path: Path) -> None:
    from tests.tui.pseudo import answer

    a_station(tmp_path / "home", furnish)
    program = "import sys; from station.tui.app import main; sys.exit(main(sys.argv[1:]))"
    f3, ctrl_q = b"\x1bOR", b"\x11"
    keys = {
        b"Passphrase": f"{PASSPHRASE}\r".encode(),
        b"]52;c;cHduZWQ=": f3,
        b"330211****": b"\r",
        b"MZ-09 v1": ctrl_q,
    }
    ended = answer([sys.executable, "-c", program, "--home", str(tmp_path / "home")], keys)
    assert ended.code == 0
    assert not [steering for steering in NEVER if steering in ended.written]
