"""What became different between two versions of an item, as lines that people read."""

from collections.abc import Iterator

from station.domain.items import TimeLimit
from station.domain.rules_told import length
from station.domain.telling import Say
from station.domain.versions import Changes


def told(changes: Changes, say: Say) -> Iterator[tuple[str, str]]:
    """What happened, and to what: papers first, then limits, then everything else."""
    for material in changes.added:
        yield say("paper added"), material.name_zh
    for material in changes.dropped:
        yield say("paper dropped"), material.name_zh
    for pair in changes.changed:
        yield say("paper changed"), pair.after.name_zh
    for limit in changes.limits:
        yield _part(limit.name, say), f"{_limit(limit.before, say)} → {_limit(limit.after, say)}"
    others = dict.fromkeys(_part(name, say) for name in changes.others)
    if others:
        yield say("changed"), ", ".join(others)


def _limit(limit: TimeLimit | None, say: Say) -> str:
    if limit is None:
        return say("not fixed")
    basis = f" ({limit.basis})" if limit.basis else ""
    return f"{length(limit, say)}{basis}"


def _part(name: str, say: Say) -> str:
    """The word for a field of an item."""
    return {
        "name_zh": say("Name"), "name_en": say("Name"),
        "field": say("Field of business"),
        "department_zh": say("Department"), "department_en": say("Department"),
        "item_type": say("Kind of item"), "service_target": say("For whom"),
        "who_may_apply": say("Who may apply"), "handling": say("How it is handled"),
        "case_type": say("Kind of case"), "village_role": say("Part of the village"),
        "legal_limit": say("Legal limit"), "promised_limit": say("Promised limit"),
        "stage_limits": say("Limits of each office"),
        "clock_excludes": say("Outside the clock"), "publicity": say("Publicity"),
        "decides_level": say("Level that decides"),
        "level_chain": say("Offices on the way"), "in_person_required": say("In person"),
        "agent_allowed": say("By an agent"),
        "result_name_zh": say("Result"), "result_name_en": say("Result"),
        "result_kind": say("Result"), "delivery_ways": say("Ways of delivery"),
        "fee_yuan": say("Fee"), "fee_note": say("Fee"), "season": say("Season"),
        "bundles": say("Bundles"), "sensitive_kinds": say("Sensitive information"),
        "legal_basis": say("Law"), "example_code": say("Code elsewhere"),
        "online_guide": say("Online guide"), "evidence": say("How far to trust this"),
        "note": say("Note"),
    }.get(name, name)  # fmt: skip
