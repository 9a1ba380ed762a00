"""The code of an item guide: readable by any telephone, and by the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.guide_code import (
    MOST_BYTES,
    BadGuideCode,
    CheckedGuide,
    GuideCode,
    guide_text,
    read_guide,
)

GUIDE = GuideCode(
    item="SB-01", version=3, words="带身份证、户口簿", address="https://example.invalid/sb-01"
)


def test_a_guide_says_item_version_words_and_address() -> None:
    assert guide_text(GUIDE) == (
        "办事指南 SB-01 版本3\n带身份证、户口簿\nhttps://example.invalid/sb-01"
    )
    assert read_guide(guide_text(GUIDE)) == GUIDE


@given(words=st.text(), address=st.sampled_from(("", "https://example.invalid/a")))
def test_words_of_any_length_fit_and_the_item_is_read_again(words: str, address: str) -> None:
    words = words.encode(errors="ignore").decode()
    text = guide_text(GuideCode(item="QT-12", version=9999, words=words, address=address))
    code = read_guide(text)

    assert len(text.encode()) <= MOST_BYTES
    assert (code.item, code.version) == ("QT-12", 9999)


@pytest.mark.parametrize(
    "wrong",
    [
        GuideCode(item="", version=1),
        GuideCode(item="SB-01", version=0),
        GuideCode(item="SB-01", version=1, address="https://" + "x" * 300),
        GuideCode(item="SB-01", version=1, address="https://a b"),
    ],
)
def test_what_makes_no_code_is_told(wrong: GuideCode) -> None:
    with pytest.raises(BadGuideCode) as told:
        guide_text(wrong)

    assert told.value.hint


@given(st.text())
def test_any_other_text_is_no_guide(text: str) -> None:
    with pytest.raises(BadGuideCode):
        read_guide(text)


@pytest.mark.parametrize(
    ("in_force", "words"), [(3, "in force"), (4, "now 4 is in force"), (0, "not in force here")]
)
def test_an_old_guide_says_which_version_counts_now(in_force: int, words: str) -> None:
    checked = CheckedGuide(code=GUIDE, in_force=in_force)

    assert words in checked.headline(str)
    assert checked.sure is (in_force == 3)
    rows = dict(checked.rows(str))
    assert (rows["Words"], rows["Address"]) == (GUIDE.words, GUIDE.address)
    assert rows["Signature"].startswith("none")
