"""Why something did not work that nobody watched: kept as text, until it works."""

import json

from station.domain.errors import StationError


def kept(fault: StationError) -> str:
    """The fault as text. What its values are is told as they show."""
    values = {name: str(value) for name, value in fault.values.items()}
    said = {"message": fault.message, "hint": fault.hint, "values": values}
    return json.dumps(said, ensure_ascii=False)


def fault_kept(text: str) -> StationError | None:
    """The fault in a text of `kept`; None for an empty one."""
    if not text:
        return None
    said = json.loads(text)
    return StationError(said["message"], said["hint"], **said["values"])
