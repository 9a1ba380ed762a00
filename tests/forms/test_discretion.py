"""What hangs out or is left lying about says no more of a person than it must."""

from dataclasses import replace

from forms.render import render, render_blank
from tests.forms.reading import close, text_of
from tests.forms.samples import facts
from tests.forms.samples_carrying import APPOINTMENT, POSTING


def test_a_slip_of_an_appointment_does_not_say_where_the_applicant_lives() -> None:
    slip = text_of(render("F26", facts(), slip=True))

    assert close(APPOINTMENT.place) not in slip
    assert "上门（按登记的地址）" in slip
    assert close(APPOINTMENT.place) in text_of(render("F26", facts()))


def test_a_public_notice_has_no_place_for_numbers_that_it_does_not_show() -> None:
    lines = tuple(replace(line, number="") for line in POSTING.lines)
    notice = facts(posting=replace(POSTING, lines=lines))

    assert "姓名所在村（社区）公示事项" in text_of(render("F16", notice))
    assert "姓名所在村（社区）公示事项" in text_of(render_blank("F16", notice))
