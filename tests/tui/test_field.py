"""A field takes what people type and paste, and nothing that steers."""

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from station.tui.widgets.field import Field, one_line, takes
from station.tui.widgets.picker import Picker, all_of
from station.tui.widgets.table import Column, Row
from tests.tui.payloads import RARE, STEERING
from tests.tui.stage import page, typed


class Form(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.entered: list[str] = []

    def compose(self) -> ComposeResult:
        yield Field("姓名", named="name")
        yield Field("身份证号", named="number")

    def on_field_entered(self, event: Field.Entered) -> None:
        self.entered.append(event.value)
        self.screen.focus_next()


async def paste(pilot: Pilot[None], text: str) -> None:
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await pilot.pause()


async def test_han_characters_newer_than_this_python_can_be_typed() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await typed(pilot, RARE + "\u3000葛\U000e0100")
        assert app.query_one("#name", Field).value == RARE + "\u3000葛\U000e0100"


async def test_a_pasted_text_of_two_lines_becomes_one_and_submits_nothing() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await paste(pilot, "王示例\r\n330211 19480203\t002X\n")
        assert app.query_one("#name", Field).value == "王示例 330211 19480203 002X"
    assert app.entered == []


async def test_a_console_that_replays_a_paste_as_keys_submits_nothing() -> None:
    app = Form()
    async with app.run_test() as pilot:
        driver = app._driver
        assert driver is not None
        for character in "岚山村示例路一号\r330211":
            key = "enter" if character == "\r" else character
            driver.send_message(events.Key(key, character))
        await pilot.pause()
        assert app.query_one("#name", Field).value == "岚山村示例路一号 330211"
    assert app.entered == []


async def burst(pilot: Pilot[None], text: str) -> None:
    """Keys without a moment between them; CR is Enter."""
    driver = pilot.app._driver
    assert driver is not None
    for character in text:
        key = "enter" if character == "\r" else character
        driver.send_message(events.Key(key, character))
    await pilot.pause(0.1)


async def test_an_enter_that_a_slow_machine_or_a_scanner_hands_over_in_a_run_is_an_enter() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await burst(pilot, "33021119580412012X\r")
        await burst(pilot, "示例甲乙\r")
    assert app.entered == ["33021119580412012X", "示例甲乙"]


async def test_the_end_of_a_replayed_paste_goes_on_once_with_all_its_lines() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await burst(pilot, "岚山村示例路一号\r\r330211\r")
    assert app.entered == ["岚山村示例路一号 330211"]


async def test_what_a_slow_machine_hands_over_with_an_enter_goes_where_the_enter_leads() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await burst(pilot, "示例甲\r330211")
        assert app.entered == ["示例甲"]
        assert app.query_one("#name", Field).value == "示例甲"
        assert app.query_one("#number", Field).value == "330211"


async def test_only_what_filled_an_empty_line_at_once_is_taken_for_a_paste() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await typed(pilot, "岚山")
        await burst(pilot, "村示例路一号之二三四\r330211")
        assert app.entered == ["岚山村示例路一号之二三四"]
        assert app.query_one("#number", Field).value == "330211"


async def test_enter_by_hand_goes_to_the_next_field() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await typed(pilot, "示例")
        await pilot.press("enter")
        await paste(pilot, "３３０２１１")
        assert app.query_one("#number", Field).value == "３３０２１１"
    assert app.entered == ["示例"]


async def test_the_fault_stands_at_its_field_and_what_was_typed_stays() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await typed(pilot, "[/x]示例")
        app.query_one("#number", Field).show_fault("校验位不对[/]")
        await pilot.pause()
        assert "校验位不对[/]" in page(app)
        assert app.query_one("#name", Field).value == "[/x]示例"


def test_nothing_that_steers_is_taken_from_keys_or_paste() -> None:
    for payload in STEERING.values():
        left = one_line(payload)
        assert all(takes(character) for character in left)
        assert not set(left) & set("\x00\x07\x1b\x7f\x9b\x9d\u202e\u200b\u2028\ufeff\ud800")


class Search(App[None]):
    def compose(self) -> ComposeResult:
        rows = [Row(key=key, cells=(key,)) for key in ("一", "二", "三")]
        yield Picker("查找", [Column(title="", width=8)], lambda _typed: all_of(rows), empty="")
        yield Field("姓名", named="name")


async def test_the_arrows_move_in_what_was_found_and_between_fields_elsewhere() -> None:
    app = Search()
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "up")
        assert app.query_one(Picker).table.cursor == 1
        await pilot.press("tab")
        await pilot.press("up", "down", "up")
        assert app.query_one(Picker).has_focus_within
