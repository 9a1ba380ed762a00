"""Whatever is done at the one station and whoever is heard when: what lies at the other is what
the consents in force allow, as soon as both were heard."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from station.desk.office import Office
from station.desk.sharing import SharingDesk
from station.desk.space import SpaceDesk
from station.domain.errors import BadInput, RuleBroken
from station.domain.sharing import allowed
from station.domain.values import Consent
from tests.desk.ended import texts
from tests.desk.spaces import somebody, with_card
from tests.district.pair import synced
from tests.district.test_sharing import GIVEN
from tests.district.three import THERE, Three, sound, three

WHO = somebody("143")
PERSON = WHO["id"]


def take_out(office: Office) -> None:
    for entry in SpaceDesk(office).space(PERSON).entries:
        SpaceDesk(office).remove(PERSON, entry, "本人要求")


ACTS: Mapping[str, Callable[[Office], object]] = {
    "file": lambda office: with_card(office, WHO),
    "take out": take_out,
    "share": lambda office: SharingDesk(office).share(PERSON, GIVEN),
    "end": lambda office: SharingDesk(office).end(PERSON, THERE),
    "close": lambda office: SpaceDesk(office).revoke(PERSON, Consent.SPACE),
}


def hear(parties: Three, what: str) -> None:
    """One of the stations is heard, or both, and then the model holds."""
    if what in ("old", "both"):
        synced(parties.old, parties.district)
    if what in ("new", "both"):
        synced(parties.new, parties.district)
    if what == "both":
        space = SpaceDesk(parties.old).space(PERSON)
        made = space.shared.get(THERE)
        wanted = {one.entry for one in allowed(space, made, parties.old.today)} if made else set()
        held = SpaceDesk(parties.new).space(PERSON).brought
        assert set(held) == wanted
        if not wanted:
            assert "示-1" not in texts(parties.new)


steps = st.lists(
    st.one_of(st.sampled_from(sorted(ACTS)), st.sampled_from(("old", "new", "both"))),
    min_size=6, max_size=16,
)  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(told=steps)
def test_what_lies_there_is_what_consents_in_force_allow(told: list[str]) -> None:
    with TemporaryDirectory() as folder, three(Path(folder)) as parties:
        with_card(parties.old, WHO)
        SharingDesk(parties.old).share(PERSON, GIVEN)
        for one in [*told, "both"]:
            if one in ACTS:
                with suppress(RuleBroken, BadInput):  # nothing to share, nothing to end
                    ACTS[one](parties.old)
            else:
                hear(parties, one)
        parties.sync()
        parties.sync()
        sound(parties)
