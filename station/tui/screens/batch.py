"""The card that prints many sheets at once, with a bar, and can be stopped between two of them."""

from collections.abc import Mapping

from textual.content import Content

from station.desk.batches import BATCHES, BatchDone, batch, next_visit, print_batch, visit_days
from station.desk.copying import Watch
from station.desk.guesses import Guess
from station.desk.words import N_, _, told
from station.domain.fields import Field, FieldKind, parse
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import lines

_SHOWN = 12
"""Lines of a list; the rest is counted."""


class BatchCard(WorkForm):
    """Asks which sheets of which day."""

    def __init__(self, counter: Counter) -> None:
        office = counter.office

        def work(given: Mapping[str, object], watch: Watch) -> Content:
            said = parse(fields, given)
            which = batch(said["which"])
            day = said["day"] or which.usual(office)
            done = print_batch(office, which, day, watch=watch)
            if done.nothing:
                words = _("On {day} there is nothing to print: {what}")
                return lines(words.format(day=day, what=_(which.words)))
            return _told(done)

        known = BATCHES
        days = visit_days(office)
        fields = (
            Field(name="which", label=N_("Sheets"), kind=FieldKind.CHOICE, choices=tuple(known)),
            Field(name="day", label=N_("Which day"), kind=FieldKind.DATE, required=False),
        )
        options = {"which": tuple((one.name, _(one.words)) for one in known.values())}
        usual = "pickups" if "pickups" in known else next(iter(known), "")
        super().__init__(
            _("Print many sheets"), fields, work, stops=True,
            guess=Guess(values={"which": usual}, options=options),
            says=lines(
                _("One sheet for each, each noted by itself. What cannot be printed waits."),
                _("Without a day: today; pick-up slips of {day}.").format(day=next_visit(office)),
                *(_("Pick-ups on {day}: {count}").format(day=day, count=count)
                  for day, count in days[:_SHOWN]),
            ),
        )  # fmt: skip


def _told(done: BatchDone) -> Content:
    rows = [_("{count} handed to the printer").format(count=done.made)]
    if done.waiting:
        rows.append(_("{count} wait in the queue").format(count=len(done.waiting)))
        rows += [f"  {number}  {why}" for number, why in done.waiting[:_SHOWN]]
    if done.failed:
        rows.append(_("{count} were not made:").format(count=len(done.failed)))
        rows += [f"  {number}  {told(fault)}" for number, fault in done.failed[:_SHOWN]]
    if done.left:
        rows.append(_("{count} were not begun: it was stopped").format(count=done.left))
    return lines(*rows)
