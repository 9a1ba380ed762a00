"""What of ours a backup of the district holds, and when a purge need not wait for one any more.

What leaves the journal for good waits until the district's backup has it (ADR 0047). A district
that makes none would so keep data for ever that are to be deleted (个人信息保护法 47): after some
days whoever leads may go on with a reason, and what a resident took back goes by itself.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from station.desk.office import Office
from station.desk.words import N_
from station.domain.errors import StationError
from station.domain.retention import NotNow
from station.domain.stamp import OFFICIAL_TIME
from station.storage.recordbook import RecordBook, Said

NO_BACKUP = N_("the district had it in no backup for longer than this station waits")
"""Why what was taken back went by itself all the same."""


def covered(office: Office) -> int:
    """How many entries of the present life the district and its last backup both hold."""
    return min(office.line.peer_holds(), office.line.safety().through)


def overdue(office: Office) -> bool:
    """Whether the district was seen without a backup of what it holds for as long as we wait."""
    return office.line.safety().waited >= timedelta(days=office.settings.district_backup_days)


def limit_for(
    office: Office, book: RecordBook, said: Sequence[Said], unbacked: str
) -> tuple[int, str]:
    """Up to which number of ours the district's word is enough for these entries, all of which it
    holds; and `unbacked`, the reason for not waiting, if that was needed. Raises NotNow."""
    backed = covered(office)
    if book.held(said, backed):
        return backed, ""
    days, since = office.settings.district_backup_days, office.line.safety().since
    if not overdue(office):
        raise NotNow(
            "the district holds it, but no backup of the district does (since {since})",
            "Have one made there (run.py district backup), then synchronise. After {days} days"
            " without one whoever leads may go on with a reason.",
            since=_day(since), days=days,
        )  # fmt: skip
    if not unbacked:
        raise NotNow(
            "the district holds it, but had it in no backup for more than {days} days"
            " (since {since})",
            "Have one made there and synchronise; or give the reason for not waiting:"
            " run.py retention --purge --unbacked REASON",
            since=_day(since), days=days,
        )  # fmt: skip
    return office.line.peer_holds(), unbacked


def worry(office: Office) -> StationError | None:
    """What is told while the district makes no backup; None if it does."""
    with office.vault.reading():
        if not overdue(office):
            return None
        return StationError(
            "what the district holds of this station is in no backup of the district since {since}",
            "Tell the district: run.py district backup. What is to be deleted waits for it here.",
            since=_day(office.line.safety().since),
        )


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(OFFICIAL_TIME):%Y-%m-%d}" if moment else "?"
