"""Cases of one made-up item that both ends take to where an act is possible."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk as StationDesk
from station.desk.catalogue import put_in_force
from station.desk.home import Home
from station.desk.office import Office
from station.domain.acts import ACTS
from station.domain.case import Case
from station.domain.custody import originals
from station.domain.values import Place
from sync.district import rules
from sync.district.casedesk import CaseDesk
from sync.district.premises import District
from tests.district.pair import CLERK, a_line, another_applicant, synced
from tests.makers import item_row, material_row

ITEM = item_row(
    item_type="行政许可",
    legal_limit={
        "value": 20, "unit": "working_day", "basis": "行政许可法第四十二条",
        "provenance": "statute",
    },
    publicity={"value": 7, "unit": "natural_day", "place": "示例村务公开栏",
               "hide_minors": True, "mask_id": True},
    materials=[
        material_row(1, "居民身份证"),
        material_row(2, "社会保障卡", "gap"),
        material_row(3, "示例证书", original_kept=1),
    ],
)  # fmt: skip
WHOLE = {"1": "seen", "2": "copy", "3": {"taken": "original", "originals": 2}}
SOON = "2026-11-25"
Line = tuple[Office, District]
Step = tuple[str, Mapping[str, object]]


class Story:
    """A case that both ends take to where an act is possible."""

    def __init__(self, line: Line, *, promised: str = "", receive: bool = True) -> None:
        """`promised` is the day for which the second paper is promised."""
        self.line = line
        gap = {"2": {"taken": "promised", "until": promised}} if promised else {}
        opened = StationDesk(line[0]).open(
            "XX-01", another_applicant(), {**WHOLE, **gap}, receive=receive
        )
        self.number = opened.case.number
        self.meet()

    def meet(self) -> None:
        synced(*self.line)

    def station(self, act: str, **given: object) -> "Story":
        StationDesk(self.line[0]).act(self.number, act, given)
        self.meet()
        return self

    def district(self, *acts: str | Step) -> "Story":
        clerk = CaseDesk(self.line[1], CLERK)
        for act in acts:
            name, given = (act, {}) if isinstance(act, str) else act
            clerk.act(self.number, name, given)
        self.meet()
        return self

    @property
    def case(self) -> Case:
        return CaseDesk(self.line[1], CLERK).open(self.number).case

    def places(self) -> list[Place]:
        return [one.place for one in originals(self.case).values()]

    def count(self, act: str) -> int:
        return self.case.count(ACTS[act].event)


def accept(number: str) -> Step:
    return "accept", {"official_number": f"甲-{number}"}


def accept_gap(number: str) -> Step:
    return "accept_gap", {"official_number": f"乙-{number}", "credit": "clean"}


@contextmanager
def a_line_with_the_item(folder: Path) -> Iterator[Line]:
    """A line whose catalogue has one item, with a limit, a public notice and a gap."""
    data = json.dumps({"schema": 1, "items": [ITEM]}, ensure_ascii=False).encode()
    put_in_force(Home(folder=folder / "station"), data)
    (folder / "catalogue.json").write_bytes(data)
    with pytest.MonkeyPatch.context() as patch, a_line(folder) as both:
        patch.setattr(rules, "CATALOGUE", folder / "catalogue.json")
        yield both
