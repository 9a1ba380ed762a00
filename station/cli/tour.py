"""run.py demo --tour: three cases travel the whole round, and every step is verified.

The station is asked through its desks, as its screens and commands ask; the district is a
server in a process of its own, and its clerk works on the web pages.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from station.cli.proofs import Proofs, in_clear
from station.cli.scene import AGENT, STATION, Scene
from station.cli.stage import DISTRICT
from station.desk.cases import CaseDesk, all_papers
from station.desk.catalogue import search
from station.desk.checking import check
from station.desk.office import Office
from station.desk.printing import PrintDesk
from station.desk.samples import OLD, RARE, YOUNG, Sample
from station.desk.syncing import SyncDesk
from station.desk.words import _, told, word
from station.domain.decider_events import CaseAccepted, CaseRefused
from station.domain.people import Person, Sex
from station.domain.states import CaseState

if TYPE_CHECKING:
    from station.desk.syncing import SyncReport

ITEM_TYPED = "cxjmjb"
"""城乡居民基本养老保险参保登记, by the initials of its pinyin."""
SECOND_ITEM, THIRD_ITEM = "CL-01", "MZ-01"


class Tour:
    """One walk through everything; `out` is where the sheets are left, if anywhere."""

    def __init__(self, scene: Scene, out: Path | None) -> None:
        self._scene = scene
        self._district = scene.district
        self._out = out
        self._proofs = Proofs()

    def walk(self) -> None:
        """Everything in order. Raises NotProved at the first step that is not as it must be."""
        proofs, district = self._proofs, self._district
        proofs.chapter(_("A station and a district, enrolled with a one-time code"))
        proofs.told(
            _("district: {url}; station: {station}").format(url=district.url, station=STATION)
        )

        proofs.chapter(_("The network is down; an agent serves a resident"))
        district.stop()
        with self._office() as office:
            first = self._at_the_window(office)

        proofs.chapter(_("The network is back; the district decides"))
        district.start()
        with self._office() as office:
            self._decided(office, first)
            proofs.chapter(_("The resident gets the result"))
            self._handed_out(office, first, RARE)
            proofs.chapter(_("A second case goes by USB stick, without any network"))
            self._by_stick(office)
            proofs.chapter(_("A third case is refused, with a reason"))
            self._refused(office)
            proofs.chapter(_("What is proved at the end"))
            self._same_journals(office)
        self._nothing_in_clear()

    # ---- the first case

    def _at_the_window(self, office: Office) -> str:
        proofs, desk = self._proofs, CaseDesk(office)
        item = search(office.items, ITEM_TYPED)[0]
        proofs.prove(
            _("{typed} finds {item}").format(typed=ITEM_TYPED, item=item.name_zh),
            item.name_zh == "城乡居民基本养老保险参保登记",
        )
        person = Person.of(RARE, office.clock.now().date())
        sex = _("female") if person.sex is Sex.FEMALE else _("male")
        proofs.told(f"{person.name}  {person.birth}  {sex}")
        papers = all_papers(item)
        later = {seq: papers.pop(seq) for seq in list(papers)[-2:]}
        opened = desk.open(item.id, RARE, papers, receive=True)
        number = opened.case.number
        missing = "、".join(material.name_zh for material in opened.lacking.missing)
        proofs.prove(
            _("{number}: missing {names}").format(number=number, names=missing),
            [str(material.seq) for material in opened.lacking.missing] == list(later),
        )
        desk.act(number, "give_notice", {})
        self._print(office, "F03", number, RARE)
        desk.act(number, "take_papers", {"papers": later})
        case = desk.act(number, "receive", {})
        proofs.prove(_("the resident brought them: received"), case.state is CaseState.RECEIVED)
        self._print(office, "F01", number, RARE)
        report = self._sync(office)
        proofs.prove(
            _("sync without network: {why}; nothing is lost").format(
                why=told(report.road) if report.road else "-"
            ),
            report.road is not None and SyncDesk(office).state().waiting_events > 0,
        )
        return number

    def _decided(self, office: Office, number: str) -> None:
        proofs, desk = self._proofs, CaseDesk(office)
        self._synced(office)
        self._district.decide(number, "accept")
        self._synced(office)
        accepted = desk.case(number).last(CaseAccepted)
        due = accepted and (accepted.promised_due or accepted.legal_due)
        proofs.prove(
            _("accepted under {number}, due {due}").format(
                number=accepted.official_number if accepted else "-",
                due=f"{due.at:%Y-%m-%d %H:%M}" if due else "-",
            ),
            bool(due),
        )
        self._district.decide(number, "grant")
        self._district.decide(number, "dispatch")
        self._synced(office)
        self._is(office, number, CaseState.IN_DELIVERY)

    def _handed_out(self, office: Office, number: str, resident: Sample) -> None:
        desk = CaseDesk(office)
        day = office.clock.now().date() + timedelta(days=1)
        desk.act(
            number,
            "appoint_pickup",
            {
                "day": day.isoformat(), "slot": "9:00-11:00", "place": office.name,
                "bring": "居民身份证", "who": "本人",
            },
        )  # fmt: skip
        self._print(office, "F21", number, resident)
        self._print(office, "F22", number, resident)
        desk.act(
            number,
            "deliver",
            {
                "way": "direct", "place": office.name, "receiver": resident["name"],
                "relation": "self",
            },
        )  # fmt: skip
        desk.act(number, "archive", {})
        self._is(office, number, CaseState.ARCHIVED)

    # ---- the others

    def _by_stick(self, office: Office) -> None:
        self._district.stop()
        stick = self._scene.root / "stick"
        stick.mkdir(exist_ok=True)
        number = self._record(office, SECOND_ITEM, OLD)
        self._carried(office, stick)
        self._district.start()
        for act in ("accept", "grant", "dispatch"):
            self._district.decide(number, act)
        self._district.stop()
        self._carried(office, stick)
        self._is(office, number, CaseState.IN_DELIVERY)
        self._handed_out(office, number, OLD)
        self._carried(office, stick)
        self._district.start()

    def _refused(self, office: Office) -> None:
        number = self._record(office, THIRD_ITEM, YOUNG)
        self._synced(office)
        self._district.decide(number, "accept")
        self._district.decide(
            number, "refuse",
            reason="示例: 共同生活的家庭成员人均收入高于当地最低生活保障标准",
            basis="社会救助暂行办法第九条",
        )  # fmt: skip
        self._district.decide(number, "dispatch")
        self._synced(office)
        refused = CaseDesk(office).case(number).last(CaseRefused)
        self._proofs.prove(
            _("refused: {reason} ({basis})").format(
                reason=refused.reason if refused else "-", basis=refused.basis if refused else "-"
            ),
            refused is not None,
        )
        self._handed_out(office, number, YOUNG)

    def _record(self, office: Office, item: str, resident: Sample) -> str:
        made = CaseDesk(office).open(item, resident, all_papers(office.item(item)), receive=True)
        self._is(office, made.case.number, CaseState.RECEIVED)
        self._print(office, "F01", made.case.number, resident)
        return made.case.number

    # ---- the road

    def _sync(self, office: Office) -> "SyncReport":
        return SyncDesk(office).sync(progress=lambda _: None, cancel=lambda: False)

    def _synced(self, office: Office) -> None:
        report = self._sync(office)
        self._proofs.prove(
            _("sync: sent {sent}, received {received}").format(
                sent=report.sent, received=report.received
            ),
            report.road is None and not report.set_aside,
        )

    def _carried(self, office: Office, stick: Path) -> None:
        """To the district and back."""
        line = SyncDesk(office)
        out = line.stick_out(stick, progress=lambda _: None, cancel=lambda: False)
        self._district.command("stick", str(stick))
        back = line.stick_in(stick, progress=lambda _: None, cancel=lambda: False)
        self._proofs.prove(
            _("stick: {sent} entries went, {received} came back").format(
                sent=out.sent, received=back.received
            ),
            out.road is None and back.road is None and line.state().waiting_cases == 0,
        )

    # ---- what is proved

    @contextmanager
    def _office(self) -> Iterator[Office]:
        office = self._scene.station.open(AGENT, self._scene.passphrase)
        try:
            yield office
        finally:
            office.leave()

    def _is(self, office: Office, number: str, state: CaseState) -> None:
        case = CaseDesk(office).case(number)
        self._proofs.prove(f"{number}  {word(state)}", case.state is state)

    def _print(self, office: Office, sheet: str, number: str, resident: Sample) -> None:
        """Print to the folder that was asked for, or to one that is thrown away at once."""
        with nullcontext(self._out) if self._out else TemporaryDirectory() as folder:
            place = Path(folder)
            place.mkdir(parents=True, exist_ok=True)
            made = PrintDesk(office).print(sheet, number, out=place)
            self._proofs.sheet(made.path, made.number, resident["name"])

    def _same_journals(self, office: Office) -> None:
        self._synced(office)
        found = check(office, progress=lambda _: None)
        for fault in found.faults:
            self._proofs.prove(told(fault), holds=False)
        theirs = self._district.journals(STATION)
        for writer, head in ((STATION, found.ours), (DISTRICT, found.theirs)):
            self._proofs.prove(
                _(
                    "journal of {writer}: {count} entries, head {head}; the same at both ends"
                ).format(writer=writer, count=head.number, head=head.hash[:16]),
                theirs.get(writer) == (head.number, head.hash),
            )

    def _nothing_in_clear(self) -> None:
        self._proofs.prove(
            _("{count} sheets are PDFs that show the resident's name").format(
                count=self._proofs.sheets
            ),
            self._proofs.sheets > 0,
        )
        for end in ("station", "district"):
            found = in_clear(self._scene.root / end, (RARE, OLD, YOUNG))
            self._proofs.prove(
                _("no file of the {end} holds a name, number or telephone in clear{found}").format(
                    end=word(end), found="".join(f" ! {file}" for file in found)
                ),
                not found,
            )
