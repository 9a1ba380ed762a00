"""Words of the district: shown to everybody at the station until they have read them."""

from pathlib import Path

import pytest

from station.desk.checking import check
from station.desk.district_news import DistrictNews, NoSuchNews
from station.desk.news import news
from station.domain.errors import BadInput
from station.domain.published_events import DistrictNewsRead, Published
from sync.district.publishing import give_notice, notices
from tests.desk.test_checking import quiet
from tests.district.browser import Browser
from tests.district.pair import DISTRICT, OTHER, a_line, synced
from tests.district.published import BY, FIRST, SECOND, catalogue, published
from tests.district.three import THERE, three
from tests.office import STATION

TITLE, WORDS = "示例会议通知", "周五下午在区政务服务中心开会。\n请带上本站印章。"


def test_a_notice_is_told_until_it_is_read_and_who_read_it_is_known(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        give_notice(district, TITLE, WORDS, (), BY)
        synced(office, district)
        assert [one.values["count"] for one in news(office)] == [1]
    with a_line(tmp_path) as (office, district):
        desk = DistrictNews(office)
        (line,) = desk.lines()
        assert (line.title, line.by, line.is_new) == (TITLE, BY, True)
        assert desk.open(line.name[:8]).words == tuple(WORDS.splitlines())
        assert list(news(office)) == []
        desk.open(line.name)
        with office.vault.reading():
            assert len(office.journal.own_of(DistrictNewsRead)) == 1
        synced(office, district)
        (given,) = notices(district, office.code)
        assert given.readers == (office.agent,)
        assert not check(office, progress=quiet).faults


def test_a_notice_goes_to_those_who_are_named_and_to_nobody_else(tmp_path: Path) -> None:
    with three(tmp_path) as parties:
        assert give_notice(parties.district, TITLE, WORDS, (THERE,), BY) == (THERE,)
        parties.sync()

        assert DistrictNews(parties.old).count() == 0
        assert DistrictNews(parties.new).count() == 1


def test_all_that_is_wrong_with_a_notice_is_told_at_once(tmp_path: Path) -> None:
    with a_line(tmp_path) as (_office, district):
        with pytest.raises(BadInput) as wrong:
            give_notice(district, " ", "长" * 2001, (OTHER,), BY)

        assert set(wrong.value.fields) == {"title", "words", "to"}
        assert notices(district, STATION) == []


def test_what_a_new_catalogue_changed_is_news(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
        synced(office, district)
        published(district, Published.CATALOGUE, catalogue(2, FIRST, SECOND))
        synced(office, district)
        newest, before = DistrictNews(office).lines()

        assert "2" in newest.title
        assert any("XX-01  v1 → v2" in words for words in newest.words)
        assert len(before.words) == 1
        with pytest.raises(NoSuchNews):
            DistrictNews(office).open("")


def test_a_clerk_gives_a_notice_on_the_page(browser: Browser) -> None:
    assert DISTRICT
    browser.get("/notices?lang=en")
    wrong = browser.post("/notices", title="", words=WORDS)
    assert browser.status == 422
    assert 'role="alert"' in wrong
    assert "本站印章" in wrong
    told = browser.post("/notices", title=TITLE, words=WORDS)
    assert browser.status == 200
    assert "goes to 1 stations" in told
