"""A list of any length is a window: it fetches what it shows and keeps its place."""

from collections.abc import Sequence

from textual.app import App, ComposeResult

from station.tui.widgets.table import PAGE, Column, Row, VirtualTable
from station.tui.widgets.words import Block
from tests.tui.payloads import MARKUP
from tests.tui.stage import page, shown, too_wide

COLUMNS = (
    Column(title="姓名", width=8),
    Column(title="事项", width=10, grows=True),
    Column(title="", width=6),
)


class Book(App[None]):
    def __init__(self, count: int, name: str = "王示例") -> None:
        super().__init__()
        self.keys = [str(number) for number in range(count)]
        self.who = name
        self.asked: list[int] = []
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield VirtualTable(COLUMNS, empty="还没有办件, 按 F2 登记")

    def on_mount(self) -> None:
        self.query_one(VirtualTable).show(len(self.keys), self.fetch)

    def fetch(self, first: int, number: int) -> Sequence[Row]:
        self.asked.append(first)
        return [
            Row(key=key, cells=(self.who, f"高龄津贴 {key}", Block(word="待办", tone="due")))
            for key in self.keys[first : first + number]
        ]

    def on_virtual_table_chosen(self, event: VirtualTable.Chosen) -> None:
        self.chosen.append(event.row.key)


async def test_a_hundred_thousand_rows_fetch_two_pages_to_show_both_ends() -> None:
    app = Book(100_000)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("end")
        assert "高龄津贴 99999" in page(app)
        assert set(app.asked) <= {0, 99_900, 99_800}
        assert not too_wide(shown(app), 40)
        await pilot.press("enter")
    assert app.chosen == ["99999"]


async def test_the_cursor_stays_on_the_same_case_when_newer_ones_come() -> None:
    app = Book(30)
    async with app.run_test(size=(40, 12)) as pilot:
        table = app.query_one(VirtualTable)
        await pilot.press("down", "down")
        app.keys[:0] = ["new", "newer"]
        table.reload(len(app.keys))
        assert table.row is not None
        assert (table.row.key, table.cursor) == ("2", 4)


async def test_a_list_that_shrinks_leaves_the_cursor_on_a_row() -> None:
    app = Book(3 * PAGE)
    async with app.run_test(size=(40, 12)) as pilot:
        table = app.query_one(VirtualTable)
        await pilot.press("end")
        del app.keys[2:]
        table.reload(2)
        assert table.row is not None
        assert table.row.key == "1"
        app.keys.clear()
        table.reload(0)
        assert table.row is None


async def test_an_empty_list_says_which_key_fills_it() -> None:
    app = Book(0)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("enter", "down", "end", "pagedown")
        assert "按 F2 登记" in page(app)
    assert app.chosen == []


async def test_a_click_points_and_a_double_click_chooses() -> None:
    app = Book(30)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(VirtualTable, offset=(2, 4))
        assert app.query_one(VirtualTable).cursor == 3
        assert app.chosen == []
        await pilot.click(VirtualTable, offset=(2, 5), times=2)
    assert app.chosen == ["4"]


async def test_markup_in_a_name_is_shown_as_it_is() -> None:
    for name in MARKUP.values():
        app = Book(1, name)
        async with app.run_test(size=(90, 5)):
            assert name[:5] in page(app)


async def test_a_long_cell_is_cut_at_a_whole_character() -> None:
    app = Book(1, "买买提示例买买提示例")
    async with app.run_test(size=(40, 5)):
        assert shown(app)[1].startswith("买买提…")
