"""Documents that lie in no space any more leave the vault (个人信息保护法 47; ADR 0024).

They are out of the list with the event that took them out. Their entries go as soon as the
district holds them, for only then the chain may lose what they said: at once as a rule, else
after the next exchange. Until then they are stored, sealed, and nothing else. What came from a
space at another station goes when its consent ended, and the station says so (ADR 0044).
"""

from contextlib import suppress

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
        held = office.line.peer_holds() if office.line.peer else 0
        brought = there(office.journal.of_kinds(*KINDS), office.today)
        gone = [one for one in book.spent_documents() if book.held([one], held)]
        gone += [book.at(one.seq) for one in brought.spent]
        office.record(*erased(brought.unanswered, office.stamp()))
        if gone:
            head, at = office.line.mine(held) or "", office.clock.now()
            office.record(*(
                TracesPurged(at=at, by=SYSTEM, digests=digests, head=head)
                for digests in in_lots([one.digest for one in gone])
            ))  # fmt: skip
            book.purge(gone, held=held)
    if gone:
        with suppress(VaultBusy):  # somebody reads: the log is folded when the vault closes
            office.vault.fold_log()


def waiting(office: Office) -> int:
    """How many entries of documents that were taken out the district does not hold yet."""
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
            _("Until the next exchange the journal has them, sealed; nobody sees or uses them.")
        )
    return told
