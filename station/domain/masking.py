"""What a page shows of a person before somebody says what for (个人信息保护法 51).

Names keep their first character, numbers their ends, addresses nothing. The words of an event
are masked by the names of its fields, so that a history shown to anybody tells no more than
the head of the page.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from station.domain.names import hidden, mask_name, mask_number, mask_phone
from station.domain.people import Person


def mask_document(number: str) -> str:
    """The last four characters of a document's number; of a short one fewer, so that never more
    than half of it shows."""
    shown = min(4, len(number) // 2)
    kept = len(number) - shown
    return "*" * min(4, kept) + number[kept:]


_OF_A_PERSON: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"name": mask_name, "id_number": mask_number, "phone": mask_phone, "address": hidden}
)
MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "person": mask_number,
        "receiver": mask_name,
        "witness": mask_name,
        "guardian": mask_name,
        "before": hidden,
        "after": hidden,
        "says": hidden,
        "comment": hidden,
    }
)
"""How the fields of events are masked, by name. Others are shown as they are."""


def masked_person(person: Person) -> Mapping[str, str]:
    """The fields of a person as strangers may see them."""
    return {name: mask(getattr(person, name)) for name, mask in _OF_A_PERSON.items()}


def masked(value: object) -> object:
    """An event, or the people in it, told in plain values as strangers may see them."""
    if isinstance(value, Mapping):
        masks = _OF_A_PERSON if "id_number" in value else MASKS
        return {name: _masked_field(masks.get(name), part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [masked(part) for part in value]
    return value


def _masked_field(mask: Callable[[str], str] | None, value: object) -> object:
    return mask(value) if mask and isinstance(value, str) and value else masked(value)
