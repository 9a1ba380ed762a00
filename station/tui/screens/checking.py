"""The card on which everything is looked at: the file, the journals, the signatures, the tables."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.checking import Checked, check, put_on_record
from station.desk.copying import Watch
from station.desk.words import _, told
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import Block, line, lines


class CheckCard(WorkForm):
    """Looks at everything beside the screen, and tells all that is wrong."""

    def __init__(self, counter: Counter) -> None:
        def work(_given: Mapping[str, object], watch: Watch) -> Content:
            office = counter.office

            def progress(words: str) -> None:
                watch.at(words, office.home.vault, 0, 0)

            found = check(office, progress=progress)
            if office.trouble is None:
                put_on_record(office, found)
            return _found(found)

        super().__init__(
            _("Check that all is whole"), (), work, stops=True,
            says=_(
                "Reads every page of the vault, computes both journals anew, looks at the "
                "signatures and compares the lists with the journal. Nothing is changed. "
                "With many cases it takes a few minutes."
            ),
        )  # fmt: skip


def _found(checked: Checked) -> Content:
    good = not checked.faults
    head = (
        line(Block(word=_("WHOLE"), tone="done"), " ", _("everything is whole"))
        if good
        else line(Block(word=_("BROKEN"), tone="late"), " ", _("not everything is whole"))
    )
    ours = _("our journal: {count} entries, {head}")
    theirs = _("the district's: {count} entries, {head}")
    return lines(
        head,
        *(told(one) for one in (*checked.faults, *checked.waiting)),
        "",
        ours.format(count=checked.ours.number, head=checked.ours.hash[:16]),
        _("signed up to entry {number}").format(number=checked.signed),
        theirs.format(count=checked.theirs.number, head=checked.theirs.hash[:16]),
        _("{count} unfinished").format(count=checked.drafts),
        _("{count} entries purged, as is on record").format(count=checked.purged),
    )
