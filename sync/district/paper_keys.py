"""The district's signature on its own sheets.

Only sheets printed where the district is open bear it. The custodians of the recovery key answer on
a machine that knows no district (F38, F39): those sheets say their number, and no more.
"""

from forms.canonical import facts_bytes
from forms.facts import Facts
from station.storage.keys import derived
from sync.district.premises import District
from sync.paper import hashed
from sync.paper import sealed as signed

_PURPOSE = b"district/facts/v1"


def sealed(district: District, facts: Facts) -> str:
    """What the code of this print says, signed. What keeps the hash from telling the facts is made
    from the key: nobody compares it after another took its place."""
    keys = district.keys
    return signed(
        facts.sheet_number, facts.case_number, printed_at=facts.printed_at, nth=facts.print_count,
        facts=hashed(facts_bytes(facts), derived(keys.signing, _PURPOSE)), keys=keys,
    )  # fmt: skip
