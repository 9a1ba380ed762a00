"""Cases that go on at another station: one by one, or all of them where villages merge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.domain.code_lists import AREAS
from station.domain.errors import BadInput, StationError
from station.domain.numbers import station_code
from station.domain.states import CaseState
from station.domain.values import Side


@dataclass(frozen=True, kw_only=True)
class Transferred:
    """What became of one case; `fault` says why it stays."""

    number: str
    state: CaseState | None
    fault: StationError | None = None


class TransferDesk:
    """Passes cases on. The district brings them to the other station at the next exchanges, or
    refuses; then they are here as before, and the case says why."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def held(self) -> Sequence[str]:
        """The numbers of the cases that this station holds now, the oldest first."""
        with self._office.vault.reading():
            return self._office.casebook.held(Side.STATION)

    def transfer(
        self, numbers: Sequence[str], *, to: str, reason: str,
        done: Callable[[Transferred], None],
    ) -> int:  # fmt: skip
        """Pass these cases on, each in a transaction of its own, and tell what became of it; how
        many went. Raises BadInput for a code or a reason that cannot be."""
        self._check(to, reason)
        desk, went = CaseDesk(self._office), 0
        for number in dict.fromkeys(numbers):
            try:
                case = desk.act(number, "transfer", {"to": to, "reason": reason})
            except StationError as fault:
                done(Transferred(number=number, state=None, fault=fault))
            else:
                went += 1
                done(Transferred(number=number, state=case.state))
        return went

    def _check(self, to: str, reason: str) -> None:
        faults: dict[str, StationError] = {}
        try:
            if station_code(to) == self._office.code:
                raise StationError(
                    "this is the code of this station", "Name the one that goes on with them."
                )
            areas = self._office.codes.get(AREAS)
            if areas and (ended := areas.ended(station_code(to), self._office.today)):
                raise ended
        except StationError as fault:
            faults["to"] = fault
        if not reason.strip():
            faults["reason"] = StationError(
                "this must be filled in", "It stands on record with each case."
            )
        with self._office.vault.reading():
            joined = self._office.line.peer
        if not joined and "to" not in faults:
            faults["to"] = StationError(
                "this station has no district yet", "Join one; it brings cases from place to place."
            )
        if faults:
            raise BadInput(faults)
