"""Lines of Chinese and English break where a reader expects it, and never stick out."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from basegov.report.wrapping import longest_piece, pieces, wrap

CHARACTERS = st.text(st.sampled_from("镇街社区权重年度考核，。、；：（）《》 abc 60%.,-"), max_size=60)


@given(CHARACTERS, st.integers(2, 40))
def test_no_line_is_wider_than_the_page_and_nothing_is_lost(text, width):
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(CHARACTERS)
def test_the_pieces_are_the_text(text):
    assert "".join(pieces(text)) == text


def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one():
    text = "街道对派驻机构的考核权重不低于百分之六十（年度），社区对清扫队的考核权重为百分之三十。" * 3
    for width in range(6, 60):
        for line in wrap(text, width):
            assert line[0] not in "，。）"
            assert line[-1] not in "（"


def test_figures_and_dates_stay_whole():
    lines = wrap("政策：nowhere-2020；评判日期：2020-08-31；考核权重不低于60%，另有规定的除外。", 20)
    assert any("2020-08-31" in line for line in lines)
    assert any("60%" in line for line in lines)


def test_chinese_names_in_english_text_stay_whole():
    lines = wrap("9: 东关街道下沉人员, 汶河街道下沉人员, 文峰街道下沉人员 and 6 more", 40)
    assert lines == ["9: 东关街道下沉人员, 汶河街道下沉人员,", "文峰街道下沉人员 and 6 more"]


def test_a_chinese_character_is_two_columns_wide():
    assert longest_piece("社区，abc") == 4
    assert all(cell_len(c) == 2 for c in "社区，" if unicodedata.east_asian_width(c) in "WF")
