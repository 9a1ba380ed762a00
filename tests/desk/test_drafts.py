"""What is typed and not yet recorded: kept, named by its author, never dropped in silence."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.drafts import (
    DraftDesk,
    UnknownDraft,
    act_draft,
    ago,
    fields_of,
    marks_of,
    moved,
)
from station.desk.home import Home
from station.desk.office import Office
from station.domain.errors import BadInput
from station.domain.fields import as_given
from station.domain.values import Paper, Taken
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.makers import id_number
from tests.office import NEW, PASSPHRASE, HandClock, an_office, settings

FORM = {"name": "示例甲", "id": id_number(), "item": PENSION}


class Colleague:
    """Another agent of the same station, at the same desk."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setattr(office, "opened", replace(office.opened, agent=name))
        self.desk = DraftDesk(office)


def test_several_new_cases_wait_side_by_side_the_last_typed_first(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        desk = DraftDesk(office)
        one, two = desk.keep("", FORM), desk.keep("", {"name": "示例乙"})
        assert one is not None
        assert two is not None
        desk.keep(one.name, FORM | {"phone": "138"})

        assert (one.name, two.name) == ("new_case/1", "new_case/2")
        assert [line.draft.name for line in desk.lines()] == [one.name, two.name]


def test_a_crash_leaves_what_was_typed(tmp_path: Path) -> None:
    """Nobody leaves in order: the program is gone, another opens the same files."""
    with an_office(tmp_path) as office:
        DraftDesk(office).keep("", FORM, item=PENSION, version=1)
        (tmp_path / "after").mkdir()
        for file in filter(Path.is_file, tmp_path.iterdir()):
            shutil.copy(file, tmp_path / "after")
    with an_office(tmp_path / "after") as office:
        [line] = DraftDesk(office).lines()

        assert line.draft.form == FORM
        assert (line.draft.item, line.draft.version) == (PENSION, 1)


def test_lists_show_people_masked(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        desk = DraftDesk(office)
        desk.keep("", FORM, item=PENSION, version=1)
        desk.keep("", {"name": "示例乙", "id": "33021119"})
        part, whole = desk.lines()

        assert (whole.name, whole.id_number) == ("示*", "330211********0024")
        assert part.id_number == "********"
        assert id_number() not in str(fields_of(whole.draft)) + repr(whole.draft)


def test_a_colleague_sees_whose_it_is_and_does_not_become_its_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with an_office(tmp_path) as office:
        begun = DraftDesk(office).keep("", FORM)
        assert begun is not None
        colleague = Colleague(office, monkeypatch, "示例同事").desk
        colleague.keep(begun.name, FORM | {"phone": "138"}, begun=begun)
        own = colleague.keep("", {"name": "示例乙"})
        first, second = colleague.new_cases()

        assert own is not None
        assert (first.draft.name, first.draft.by) == (own.name, "示例同事")
        assert (second.draft.by, second.draft.typed_by) == (NEW.agent, "示例同事")
        assert second.draft.since == begun.since


def test_a_draft_that_was_emptied_and_brought_back_keeps_its_author(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with an_office(tmp_path) as office:
        begun = DraftDesk(office).keep("", FORM)
        assert begun is not None
        colleague = Colleague(office, monkeypatch, "示例同事").desk
        assert colleague.keep(begun.name, {}) is None
        again = colleague.keep(begun.name, FORM, begun=begun)

        assert again is not None
        assert again.by == NEW.agent


def test_an_act_that_is_done_forgets_its_draft_and_one_that_is_refused_does_not(
    tmp_path: Path,
) -> None:
    with an_office(tmp_path) as office:
        cases, desk = CaseDesk(office), DraftDesk(office)
        number = cases.open(PENSION, APPLICANT, {}, receive=False).case.number
        name = act_draft(number, "withdraw")
        desk.keep(name, {"reason": "示例"})
        with pytest.raises(BadInput):
            cases.act(number, "withdraw", {}, draft=name)
        kept = desk.draft(name)
        cases.act(number, "withdraw", {"reason": "示例"}, draft=name)

        assert kept is not None
        assert desk.draft(name) is None


def test_a_case_that_is_recorded_ends_its_draft_in_the_same_step(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        cases, desk = CaseDesk(office), DraftDesk(office)
        draft = desk.keep("", FORM)
        assert draft is not None
        with pytest.raises(BadInput):
            cases.open(PENSION, {"id": ""}, {}, receive=False, draft=draft.name)
        kept = desk.draft(draft.name)
        cases.open(PENSION, APPLICANT, {}, receive=False, draft=draft.name)

        assert kept is not None
        assert desk.lines() == []


def test_the_draft_of_an_act_that_came_too_late_is_listed_read_and_discarded(
    tmp_path: Path,
) -> None:
    with an_office(tmp_path) as office:
        cases, desk = CaseDesk(office), DraftDesk(office)
        number = cases.open(PENSION, APPLICANT, {}, receive=False).case.number
        name = act_draft(number, "withdraw")
        desk.keep(name, {"reason": "示例的理由"})
        [before] = desk.lines()
        cases.act(number, "void", {"reason": "示例"})
        [after] = desk.lines()
        read = fields_of(after.draft)
        desk.discard(name)

        assert (before.usable, after.usable) == (True, False)
        assert read == [("Reason", "示例的理由")]
        assert desk.lines() == []
        with pytest.raises(UnknownDraft):
            desk.discard(name)


def test_the_same_person_is_found_in_another_draft_however_the_number_is_typed(
    tmp_path: Path,
) -> None:
    with an_office(tmp_path) as office:
        desk = DraftDesk(office)
        spaced = f"{id_number()[:6]} {id_number()[6:14]}-{id_number()[14:]}"
        draft = desk.keep("", {"id": spaced})
        desk.keep("", {"id": id_number(sequence="003")})
        desk.keep("", {"name": "示例"})
        assert draft is not None
        [found] = desk.same_person(id_number())

        assert found.draft.name == draft.name
        assert desk.same_person(id_number(), besides=draft.name) == []
        assert desk.same_person("") == []


def test_marks_follow_their_papers_into_a_newer_version_and_the_lost_are_told(
    tmp_path: Path,
) -> None:
    with an_office(tmp_path) as office:
        old = office.item(PENSION)
    names = {str(paper.seq): paper.name_zh for paper in old.materials}
    form = {"papers": {"1": "original", "2": "seen"}, "paper_names": names}
    newer = replace(
        old, version=old.version + 1,
        materials=tuple(replace(paper, seq=paper.seq - 1) for paper in old.materials[1:]),
    )  # fmt: skip
    kept, dropped = moved(newer, marks_of(form))

    assert {seq: paper.taken for seq, paper in kept.items()} == {1: Taken.SEEN}
    assert dropped == [old.materials[0].name_zh]


def test_of_two_papers_of_one_name_no_mark_is_lost_in_a_newer_version(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        first, second, third = office.item(PENSION).materials[:3]
    twins = (replace(first, name_zh="照片"), replace(second, name_zh="照片"))
    newer = replace(
        office.item(PENSION),
        materials=(replace(third, seq=1), *(replace(one, seq=one.seq + 1) for one in twins)),
    )  # fmt: skip
    marks = {
        1: (Paper(seq=1, taken=Taken.ORIGINAL), "照片"),
        2: (Paper(seq=2, taken=Taken.COPY), "照片"),
    }
    kept, dropped = moved(newer, marks)

    assert {paper.taken for paper in kept.values()} == {Taken.ORIGINAL, Taken.COPY}
    assert ([*sorted(kept)], dropped) == ([2, 3], [])


def test_the_item_is_known_only_in_the_version_that_the_draft_began_with(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        desk, item = DraftDesk(office), office.item(PENSION)

        assert desk.item_of(PENSION, item.version) is item
        assert desk.item_of(PENSION, item.version + 1) is None
        assert desk.item_of("", 0) is None


def test_marks_of_another_program_version_are_made_again() -> None:
    assert marks_of({"papers": {"1": "eaten"}, "paper_names": {"1": "x"}}) == {}
    assert marks_of({"papers": 3}) == {}


def test_a_backup_carries_unfinished_forms_and_verify_counts_them(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path / "home", clock) as office:
        DraftDesk(office).keep("", FORM, item=PENSION, version=1)
        make_backup(office, tmp_path / "backup.station")
        assert check(office, progress=quiet).drafts == 1
    home = Home(folder=tmp_path / "other")
    restored = restore_station(
        home, tmp_path / "backup.station", NEW.agent, PASSPHRASE,
        settings=settings(home.folder), clock=clock,
    )  # fmt: skip
    [line] = DraftDesk(restored).lines()
    restored.leave()

    assert line.draft.form == FORM


def test_no_event_tells_of_a_draft(tmp_path: Path) -> None:
    """Drafts never leave the vault: what is not in the journal is in no parcel."""
    with an_office(tmp_path) as office:
        with office.vault.reading():
            before = office.journal.head()
        DraftDesk(office).keep("", FORM)
        with office.vault.reading():
            assert office.journal.head() == before


def test_the_age_is_told_in_its_largest_unit() -> None:
    clock = HandClock()
    begun = clock.now()
    ages = []
    for span in ({"seconds": 50}, {"minutes": 5}, {"hours": 2}, {"days": 3}):
        clock.wait(**span)
        ages.append(ago(begun, clock.now()))

    assert ages == ["a moment", "5 min", "2 h", "3 d"]


def test_papers_of_a_whole_form_can_be_recorded(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        item = office.item(PENSION)
        names = {str(paper.seq): paper.name_zh for paper in item.materials}
        form = FORM | {"papers": all_papers(item), "paper_names": names}
        draft = DraftDesk(office).keep("", form, item=item.id, version=item.version)
        assert draft is not None
        marks = {str(seq): as_given(paper) for seq, (paper, _) in marks_of(draft.form).items()}

    assert marks == all_papers(item)
