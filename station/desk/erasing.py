"""Documents that lie in no space any more leave the vault (个人信息保护法 47; ADR 0024).

They are out of the list with the event that took them out. Their entries go as soon as the
district holds them and has a backup of them, for only then the chain may lose what they said (ADR
0047); after some days without a backup they go by themselves. Until then they are stored, sealed,
and nothing else. What came from a space at another station goes when its consent ended, and the
station says so (ADR 0044).
"""

from contextlib import suppress

from station.desk.backed import NO_BACKUP, covered, overdue
from station.desk.office import Office
from station.desk.words import _
from station.domain.office_events import TracesPurged
from station.domain.purging import in_lots
from station.domain.sharing import KINDS, erased, there
from station.domain.space import Space
from station.domain.stamp import SYSTEM
from station.storage.faults import VaultBusy
from station.storage.recordbook import RecordBook


def erase_spent(office: Office) -> None:
    """Let go of what was filed or brought and lies in no space, as far as the district holds it."""
    book = RecordBook(office.vault, office.journal)
    with office.transaction():
        held = _may_go(office)
        brought = there(office.journal.of_kinds(*KINDS), office.today)
        gone = [one for one in book.spent_documents() if book.held([one], held)]
        gone += [book.at(one.seq) for one in brought.spent]
        office.record(*erased(brought.unanswered, office.stamp()))
        if gone:
            head, at = office.line.mine(held) or "", office.clock.now()
            unbacked = "" if book.held(gone, covered(office)) else NO_BACKUP
            office.record(*(
                TracesPurged(at=at, by=SYSTEM, digests=digests, head=head, unbacked=unbacked)
                for digests in in_lots([one.digest for one in gone])
            ))  # fmt: skip
            book.purge(gone, held=held)
    if gone:
        with suppress(VaultBusy):  # somebody reads: the log is folded when the vault closes
            office.vault.fold_log()


def _may_go(office: Office) -> int:
    """Up to which number of ours entries may go."""
    if not office.line.peer:
        return 0
    return office.line.peer_holds() if overdue(office) else covered(office)


def waiting(office: Office) -> int:
    """How many entries of documents that were taken out no backup of the district holds yet."""
    with office.vault.reading():
        return len(RecordBook(office.vault, office.journal).spent_documents())


def emptied_words(office: Office, before: Space) -> list[str]:
    """What is told when the consent to a space was taken back, in sentences; nothing of one that
    had no documents."""
    if not before.entries:
        return []
    told = [
        _(
            "The documents of the space are deleted; what a case took from it stays with that case"
            " alone, as long as its records are kept."
        )
    ]
    if waiting(office):
        told.append(
            _(
                "Until a backup of the district holds them, or none did for {days} days, the"
                " journal has them, sealed; nobody sees or uses them."
            ).format(days=office.settings.district_backup_days)
        )
    return told
