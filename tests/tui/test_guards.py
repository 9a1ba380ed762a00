"""No data steers the terminal, whatever widget shows it; the plain look stays in line."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import LineFilter
from textual.widgets import DataTable, Input, OptionList, Static, Tree

from station.tui.guards import PlainLook, SafeOutput
from tests.tui.payloads import RARE, STEERING
from tests.tui.stage import ambiguous, shown, too_wide

BLACK = Color(0, 0, 0)


def through(guard: LineFilter, text: str) -> str:
    return "".join(part.text for part in guard.apply([Segment(text)], BLACK))


@given(st.text(st.characters(codec=None), max_size=40))
def test_nothing_that_steers_passes_and_the_width_stays(text: str) -> None:
    safe = through(SafeOutput(), text)
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in safe)
    assert not set(safe) & {"\u202e", "\u200b", "\u2028", "\ufeff", "\U000e0041"}
    assert cell_len(safe) == cell_len(text)


def test_rare_characters_and_variation_selectors_pass_unharmed() -> None:
    name = RARE + "葛\U000e0100"
    assert through(SafeOutput(), name) == name
    assert through(PlainLook(), name) == name


def test_a_flood_of_combining_marks_is_cut_to_a_trickle() -> None:
    assert len(through(SafeOutput(), STEERING["flood"])) < 12


@given(st.text(max_size=40))
def test_the_plain_look_has_no_character_of_doubtful_width(text: str) -> None:
    plain = through(PlainLook(), text)
    doubtful = [c for c in plain if unicodedata.east_asian_width(c) == "A" and cell_len(c)]
    assert not doubtful
    assert cell_len(plain) == cell_len(text)


class Crowd(App[None]):
    """Widgets of all kinds, each showing the same text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def get_line_filters(self) -> list[LineFilter]:
        return [SafeOutput(), PlainLook()]

    def compose(self) -> ComposeResult:
        yield Static(self.text, markup=False)
        yield Input(self.text)
        yield OptionList(self.text, markup=False)
        yield Tree("x")
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.styles.border = ("round", "red")
        table.add_column("x")


@pytest.mark.parametrize("what", STEERING)
async def test_no_widget_lets_a_payload_through(what: str) -> None:
    app = Crowd(STEERING[what])
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        lines = shown(app)
        assert all(character.isprintable() for line in lines for character in line)
        assert not ambiguous(lines)
        assert not too_wide(lines, 60)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are a thing of POSIX")
@pytest.mark.parametrize(("column", "plain"), [(3, True), (2, False), (0, False)])
def test_the_look_follows_what_the_terminal_does_with_a_frame_character(
    column: int, plain: bool
) -> None:
    from tests.tui.pseudo import answer

    program = "from station.tui.terminal import is_plain; import sys; sys.exit(is_plain('auto'))"
    reply = f"\x1b[1;{column}R".encode() if column else b""
    assert answer([sys.executable, "-c", program], {b"\x1b[6n": reply}).code == plain
