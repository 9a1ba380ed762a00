"""The road of a simulated month: it loses, doubles, delays, bends and cuts what it carries."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from sync.district.intake import receive
from sync.district.premises import District
from sync.errors import NoAnswer, NotOurs, Refused

_KINDS = {"good": 50, "lost": 8, "mute": 8, "twice": 6, "late": 6, "old": 5, "bent": 5}


class Weather:
    """What happens on all roads, and what lies about on them. `happened` counts it."""

    def __init__(self, rng: random.Random, happened: Counter[str]) -> None:
        self.rng = rng
        self._happened = happened
        self._fair = False
        self._late: dict[str, list[bytes]] = {}
        self._answers: dict[str, list[bytes]] = {}

    def clears_up(self) -> None:
        """Nothing goes wrong any more, and nothing is under way."""
        self._fair = True
        self._late.clear()

    def kind(self) -> str:
        """What becomes of the next parcel."""
        kind = "good" if self._fair else self.rng.choices([*_KINDS], [*_KINDS.values()])[0]
        self._happened[kind] += 1
        return kind

    def late(self, code: str) -> list[bytes]:
        """Parcels of this station that are still under way."""
        return self._late.setdefault(code, [])

    def answers(self, code: str) -> list[bytes]:
        """What the district ever answered to this station."""
        return self._answers.setdefault(code, [])


class Road:
    """What lies between one computer and the district on this day."""

    def __init__(self, weather: Weather, district: District, code: str) -> None:
        self._weather = weather
        self._district = district
        self._code = code
        self._come: list[bytes] = []

    def deliver(self, parcel: bytes) -> None:
        """Raises NoAnswer where nothing comes back, delivered or not."""
        late, rng = self._weather.late(self._code), self._weather.rng
        if late and rng.random() < 0.5:
            self._heard(late.pop(rng.randrange(len(late))))
        kind = self._weather.kind()
        if kind == "late":
            late.append(parcel)
        if kind in ("lost", "late"):
            raise NoAnswer("unreachable")
        answer = self._heard(parcel)
        if kind == "twice":
            answer = self._heard(parcel)
        if answer is None:
            raise NoAnswer("declined")
        if kind == "mute":
            raise NoAnswer("slow")
        self._come.append(self._instead(kind, answer))

    def collect(self) -> Iterator[bytes]:
        """What came back."""
        while self._come:
            yield self._come.pop(0)

    def _heard(self, parcel: bytes) -> bytes | None:
        with suppress(NotOurs, Refused):
            long_run = self._weather.rng.choice((None, 1, 20))
            return receive(self._district, parcel, long_run=long_run)
        return None

    def _instead(self, kind: str, answer: bytes) -> bytes:
        before = self._weather.answers(self._code)
        before.append(answer)
        if kind == "old":
            return self._weather.rng.choice(before)
        if kind == "bent":
            at = self._weather.rng.randrange(len(answer))
            return answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :]
        return answer
