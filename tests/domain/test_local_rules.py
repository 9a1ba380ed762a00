"""Local rules: each place says what its text says, and a bad file is told whole."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from station.desk.local_rules import local_rules
from station.domain.items import Provenance, Span, TimeLimit, Unit
from station.domain.local_rules import (
    Broken,
    GapRule,
    LocalRules,
    Overdue,
    RulesFaults,
    UnknownRules,
    parse_rules,
    read_rules,
)
from station.domain.rules_told import length, rows
from station.settings import RULES

NAMES = ("national", "gaoming", "zhejiang", "anyang", "civil")


def of(name: str) -> tuple[LocalRules, GapRule]:
    rules = local_rules(name)
    assert rules.gap
    return rules, rules.gap


def days(limit: TimeLimit) -> tuple[int, Unit, Provenance]:
    return limit.value, limit.unit, limit.provenance


def raw(name: str = "civil") -> dict[str, Any]:
    told: dict[str, Any] = json.loads((RULES / f"{name}.json").read_text("utf-8"))
    return told


def faults(change: Callable[[dict[str, Any]], object], name: str = "civil") -> dict[str, str]:
    told = raw(name)
    change(told["rules"])
    with pytest.raises(RulesFaults) as found:
        read_rules(told)
    assert {fault.record for fault in found.value.faults} == {name}
    return {fault.field: str(fault.what) for fault in found.value.faults}


# ---- the five that are shipped


def test_each_file_bears_the_name_of_its_rules() -> None:
    assert {file.stem for file in RULES.glob("*.json")} == set(NAMES)
    assert [local_rules(name).name for name in NAMES] == list(NAMES)


def test_the_nation_has_the_limits_of_the_licensing_law_and_no_gap() -> None:
    rules = local_rules("national")

    wd, statute = Unit.WORKING_DAY, Provenance.STATUTE
    assert days(rules.notice) == (5, wd, statute)
    assert days(rules.lower_review) == (20, wd, statute)
    assert days(rules.deliver) == (10, wd, statute)
    assert days(rules.hearing_ask) == (5, Unit.CALENDAR_DAY, statute)
    assert days(rules.hearing_hold) == (20, wd, statute)
    assert rules.gap is None
    assert rules.correction is None
    assert rules.correction_overdue is Overdue.WAITS
    assert len(rules.excluded) == 8


@pytest.mark.parametrize("name", NAMES)
def test_what_no_law_of_the_nation_says_is_not_marked_as_statute(name: str) -> None:
    rules = local_rules(name)

    for limit, value in (
        (rules.forward, 3), (rules.pre_review, 3), (rules.rating_fix, 15),
    ):  # fmt: skip
        assert days(limit) == (value, Unit.WORKING_DAY, Provenance.SOURCED)
    assert rules.rating_contact.value == 1
    assert (rules.rating_contact.provenance is Provenance.STATUTE) == (name == "anyang")
    assert not rules.unrated_counts
    assert rules.receiving_point


def test_gaoming_approves_first_and_hands_out_when_the_papers_are_complete() -> None:
    rules, gap = of("gaoming")

    assert gap.decide_open
    assert not gap.issue_open
    assert gap.broken is Broken.TERMINATED
    assert gap.provenance is Provenance.SOURCED
    assert rules.notice.value == 5


def test_zhejiang_tells_at_once_and_revokes_the_acceptance() -> None:
    rules, gap = of("zhejiang")

    assert gap.decide_open
    assert gap.issue_open
    assert gap.broken is Broken.REVOKED
    assert days(rules.notice) == (0, Unit.WORKING_DAY, Provenance.STATUTE)
    assert rules.correction_overdue is Overdue.WITHDRAWN
    assert "第十一条第三款" in rules.correction_basis


def test_in_anyang_the_decision_waits_and_who_stays_away_has_withdrawn() -> None:
    rules, gap = of("anyang")

    assert not gap.decide_open
    assert not gap.issue_open
    assert gap.broken is Broken.WITHDRAWN
    assert gap.honest_only
    assert rules.notice.value == 0
    assert rules.correction_overdue is Overdue.WITHDRAWN
    assert set(rules.excluded) - set(local_rules("national").excluded) == {"现场勘验", "技术审查"}


def test_the_civil_affairs_rule_binds_the_promise_to_the_promised_limit() -> None:
    _, gap = of("civil")

    assert not gap.decide_open
    assert not gap.issue_open
    assert gap.broken is Broken.TERMINATED
    assert gap.within_promised_limit
    assert gap.honest_only
    assert gap.may_extend
    assert gap.provenance is Provenance.SOURCED


# ---- extensions


@pytest.mark.parametrize(
    ("value", "unit", "longer"),
    [
        (20, Unit.WORKING_DAY, 10), (44, Unit.WORKING_DAY, 10), (45, Unit.WORKING_DAY, 15),
        (0, Unit.WORKING_DAY, 10), (60, Unit.CALENDAR_DAY, None), (24, Unit.HOUR, None),
    ],
)  # fmt: skip
def test_a_limit_of_the_licensing_law_is_lengthened_once(
    value: int, unit: Unit, longer: int | None
) -> None:
    found = local_rules("national").extension(Span(value=value, unit=unit))

    assert (found.days if found else None) == longer


def test_without_a_legal_limit_nothing_is_lengthened() -> None:
    assert local_rules("national").extension(None) is None


# ---- files


def test_all_that_is_wrong_in_a_file_is_told_at_once() -> None:
    def spoil(rules: dict[str, Any]) -> None:
        del rules["notice"]
        rules["deliver"]["unit"] = "week"
        rules["gap"]["broken"] = "ignored"
        rules["gap"]["decide_open"] = "yes"
        rules["extensions"][1]["days"] = -1
        rules["excluded"][0] = " 听证"
        rules["speed"] = 1

    assert set(faults(spoil)) == {
        "notice", "deliver.unit", "gap.broken", "gap.decide_open", "extensions.2.days",
        "excluded.1", "speed",
    }  # fmt: skip


def test_all_that_contradicts_itself_is_told_at_once() -> None:
    def spoil(rules: dict[str, Any]) -> None:
        rules["notice"]["value"] = 6
        rules["lower_review"]["value"] = 21
        rules["deliver"]["value"] = 11
        rules["hearing_ask"]["value"] = 0
        rules["rating_contact"]["value"] = 16
        rules["correction"] = {**rules["forward"], "value": 0}
        rules["correction_overdue"] = "withdrawn"
        rules["gap"] |= {"issue_open": True, "term": {"value": 0, "unit": "working_day"}}
        rules["extensions"] += [rules["extensions"][0] | {"days": 0}]
        rules["excluded"] += ["听证"]

    assert set(faults(spoil)) == {
        "notice.value", "lower_review.value", "deliver.value", "hearing_ask.value",
        "rating_contact.value", "correction.value", "correction_basis", "gap.issue_open",
        "gap.term.value", "extensions.3.over", "extensions.3.days", "excluded.9",
    }  # fmt: skip


def test_a_place_may_be_quicker_than_the_law_in_any_unit() -> None:
    told = raw()
    told["rules"]["deliver"] |= {"value": 12, "unit": "hour"}
    told["rules"]["notice"] |= {"value": 1}

    assert read_rules(told).deliver.value == 12


def test_who_locks_the_document_can_only_terminate_for_a_broken_promise() -> None:
    """No acceptance is taken back, and no application lapses, after the decision."""
    found = faults(lambda rules: rules["gap"].update(broken="revoked"), "gaoming")

    assert set(found) == {"gap.broken"}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"schema": 2, "rules": {}}', b"[" * 10**5,
        b'{"schema": true, "rules": []}', b'{"schema": 1}', b'{"schema": 1, "rules": {"name": []}}',
        b'{"schema": 1, "rules": {"name": "\\ud800"}}',
    ],
)  # fmt: skip
def test_what_is_no_file_of_rules_is_refused(data: bytes) -> None:
    with pytest.raises(RulesFaults):
        parse_rules(data, "ours.json")


def test_a_file_of_ones_own_is_read_again_when_it_changed(tmp_path: Path) -> None:
    ours = tmp_path / "ours.json"
    told = raw()
    for count, seconds in ((2, 1_000), (1, 2_000)):
        told["rules"]["forward"]["value"] = count
        ours.write_text(json.dumps(told), encoding="utf-8-sig")
        os.utime(ours, (seconds, seconds))

        assert local_rules(ours).forward.value == local_rules(str(ours)).forward.value == count


@pytest.mark.parametrize("name", ["natoinal", "", "../rules/civil", "nowhere.json", "\0.json"])
def test_rules_that_are_not_here_are_told_with_those_that_are(name: str) -> None:
    with pytest.raises(UnknownRules) as fault:
        local_rules(name)

    assert fault.value.values["known"] == "anyang, civil, gaoming, national, zhejiang"


# ---- as a list


@pytest.mark.parametrize("name", NAMES)
def test_the_list_tells_every_basis(name: str) -> None:
    rules = local_rules(name)
    told = list(rows(rules, str))

    for basis in (
        rules.notice.basis, rules.deliver.basis, rules.hearing_hold.basis,
        rules.correction_basis, rules.excluded_basis, *(one.basis for one in rules.extensions),
        *([rules.gap.basis] if rules.gap else []),
    ):  # fmt: skip
        assert any(row[2].startswith(basis) for row in told), basis
    assert len({what for what, _, _ in told}) == len(told)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, Unit.HOUR, "at once"), (5, Unit.WORKING_DAY, "5 working days"),
        (30, Unit.MINUTE, "30 minutes"), (7, Unit.NATURAL_DAY, "7 natural days"),
    ],
)  # fmt: skip
def test_a_length_is_told_in_words(value: int, unit: Unit, words: str) -> None:
    assert length(Span(value=value, unit=unit), str) == words
