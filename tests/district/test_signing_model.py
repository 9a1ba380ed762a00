"""Whatever is lost, late, put back or renewed again: a station that believes a key which the
district has still goes on, and ends at the newest; one that does not is told so."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from station.desk.district_keys import signers
from station.desk.syncing import SyncDesk
from sync.district import signing
from sync.district.intake import receive
from sync.district.premises import District
from sync.errors import Refused
from sync.post import Post
from sync.seal import PrivateKeys, key_id
from tests.district.pair import a_district, a_received_case, assert_same_journals, frame_of, join
from tests.district.test_line_keys import Deaf
from tests.district.test_signing_key import newest, tried
from tests.office import HandClock, an_office


class Scene:
    """A district, and a station that is closed where its files are touched from outside."""

    def __init__(self, folder: Path, district: District, clock: HandClock) -> None:
        self.folder, self.district, self.clock = folder, district, clock
        self.frames: list[bytes] = []
        self.answers: list[bytes] = []
        self._open = ExitStack()

    @property
    def station(self) -> Path:
        return self.folder / "station"

    def come(self) -> None:
        self.office = self._open.enter_context(an_office(self.station, self.clock))

    def leave(self) -> None:
        self._open.close()

    def left(self) -> bool:
        """Whether the district has the key still that the station believes."""
        with self.office.vault.reading():
            believed = key_id(signers(self.office)[0])
        return believed in (key_id(newest(self.district)), *self.former())

    def former(self) -> Mapping[str, PrivateKeys]:
        """The keys that still sign for some, by their ids."""
        with self.district.vault.reading():
            kept = self.district.identity.get("former_signing")
            return signing.voices_in(kept, self.district.keys)


def sync(scene: Scene) -> None:
    """Who believes a key that is left is answered, and believes the newest then."""
    left = scene.left()
    report = tried((scene.office, scene.district))
    if left:
        assert report.set_aside == ()
        tried((scene.office, scene.district))  # what the first brought, time among it, is noted
        assert_same_journals(scene.office, scene.district)
        with scene.office.vault.reading():
            assert signers(scene.office)[0] == newest(scene.district)
    else:
        assert {fault.reason for fault in report.set_aside} == {"unknown-key"}


def deaf(scene: Scene) -> None:
    """Every answer is lost."""
    desk = SyncDesk(scene.office)
    desk._exchange(Deaf(scene.district), desk._post(), lambda _: None, lambda: False)


def send(scene: Scene) -> None:
    """A parcel is taken in, and lies on a stick as well; the answer is on its way."""
    frame = frame_of(scene.office)
    scene.frames.append(frame)
    scene.answers.append(receive(scene.district, frame))


def late(scene: Scene) -> None:
    """What was on its way comes at last, at both ends. It is read, or not believed; a former key of
    the district is the only reason."""
    for frame in scene.frames:
        receive(scene.district, frame)
    post = SyncDesk(scene.office)._post()
    found = [_opened(post, frame) for frame in scene.answers]
    assert set(found) <= {"", "unknown-key"}


def _opened(post: Post, frame: bytes) -> str:
    try:
        post.open(frame)
    except Refused as fault:
        return fault.reason
    return ""


def copied(scene: Scene) -> None:
    scene.leave()
    shutil.rmtree(scene.folder / "copy", ignore_errors=True)
    shutil.copytree(scene.station, scene.folder / "copy")
    scene.come()


def put_back(scene: Scene) -> None:
    """The disk is set back to the copy."""
    scene.leave()
    shutil.rmtree(scene.station)
    shutil.copytree(scene.folder / "copy", scene.station)
    scene.come()


def forget(scene: Scene) -> None:
    with scene.district.vault.transaction():
        signing.forget_former(scene.district)


def renew(scene: Scene) -> None:
    """The number goes up, and the former key is not lost with it."""
    before = key_id(newest(scene.district))
    with scene.district.vault.reading():
        number = signing.number(scene.district)
    assert signing.renew(scene.district) == number + 1
    assert before in scene.former()


ACTS: Mapping[str, Callable[[Scene], object]] = {
    "renew": renew,
    "forget": forget,
    "a month": lambda scene: scene.clock.wait(days=31),
    "copy": copied,
    "put back": put_back,
    "sync": sync,
    "deaf": deaf,
    "send": send,
    "late": late,
    "case": lambda scene: a_received_case(scene.office),
}


@settings(max_examples=5, deadline=None)
@given(told=st.lists(st.sampled_from(sorted(ACTS)), min_size=6, max_size=12))
def test_whatever_happens_a_station_follows_or_is_told_that_it_cannot(told: list[str]) -> None:
    clock = HandClock()
    with TemporaryDirectory() as folder, a_district(Path(folder) / "district", clock) as district:
        scene = Scene(Path(folder), district, clock)
        scene.come()
        try:
            join(scene.office, district)
            for one in ["sync", "copy", *told, "sync"]:
                ACTS[one](scene)
        finally:
            scene.leave()
