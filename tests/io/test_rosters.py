"""Rosters in CSV files: headings in both languages, every mistake at its place, names of people nowhere."""

import pytest

from basegov.errors import InputError, NotFoundError
from basegov.io import Limits, read_roster
from basegov.values import NOT_STATED

GOOD = """工号,姓名,岗位,职级,档,社工证,工龄,年度考核,经费来源
1,张三,一肩挑,2级,3档,初级,12年,优秀,东街
2,李四,,,,未载明,,不详,
"""


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_chinese_headings_and_words_mean_the_same_as_english(tmp_path):
    chinese = read_roster(written(tmp_path, GOOD))
    english = read_roster(
        written(
            tmp_path,
            "id,name,post,level,grade,qualification,years,appraisal,payer\n1,x,dual,2,3,junior,12,excellent,东街\n2,,,,,,,,\n",
        )
    )
    for people in (chinese, english):
        assert people.ids == ("1", "2")
        assert {name: column[0] for name, column in people.columns.items()} == {
            "post": "dual", "level": "2", "grade": "3", "qualification": "junior", "years": "12",
            "appraisal": "excellent", "payer": "东街",
        }  # fmt: skip
        assert {column[1] for column in people.columns.values()} == {NOT_STATED}


def test_names_are_left_out_unless_asked_for(tmp_path):
    path = written(tmp_path, GOOD)
    assert read_roster(path).names is NOT_STATED
    assert "name" not in read_roster(path).columns
    asked = read_roster(path, names=True)
    assert asked.names == ("张三", "李四")
    assert "张三" not in repr(asked)


def test_the_usual_ways_to_write_no_data_say_nothing(tmp_path):
    marks = [
        *["-", "—", "--", "/", "无数据", "未知", "暂无", "未填", "不详", "未载明", "N/A", "NA", "NULL", "None", "nan"],
        "Not stated",
    ]
    text = "id,post,years\n" + "".join(f"{n},{mark},{mark}\n" for n, mark in enumerate(marks))
    people = read_roster(written(tmp_path, text))
    assert {people.columns[column][row] for column in ("post", "years") for row in range(len(marks))} == {NOT_STATED}


def test_none_is_a_word_where_the_column_knows_it(tmp_path):
    path = written(tmp_path, "id,社工证,post\n1,无,none\n2,none,-\n")
    people = read_roster(path, words={"post": {"-": "vacant"}})
    assert [people.columns["qualification"][row] for row in (0, 1)] == ["none", "none"]
    assert [people.columns["post"][row] for row in (0, 1)] == [NOT_STATED, "vacant"]


def test_a_number_takes_the_unit_of_its_column_alone(tmp_path):
    people = read_roster(written(tmp_path, 'id,级,档,工龄,月薪\n1,2级,3级,8年,"3,000元"\n2,2级,3档,8,0\n'))
    assert {name: [column[0], column[1]] for name, column in people.columns.items()} == {
        "level": ["2", "2"], "grade": ["3", "3"], "years": ["8", "8"], "monthly_pay": ["3,000", "0"],
    }  # fmt: skip
    with pytest.raises(InputError) as caught:
        read_roster(written(tmp_path, "id,级,档,工龄,月薪\n1,2年,3年,8级,3000级\n2,,,,-5\n"))
    assert [(d.location.column, d.fields["found"]) for d in caught.value.diagnostics] == [
        (2, '"2年"'), (3, '"3年"'), (4, '"8级"'), (5, '"3000级"'), (5, '"-5"'),
    ]  # fmt: skip


def test_headings_and_words_of_ones_own(tmp_path):
    path = written(tmp_path, "编号,班次,备注\n1,夜,x\n")
    told = read_roster(path, headings={"班次": "shift"}, words={"shift": {"夜": "night"}}, leave_out_unknown=True)
    assert {name: column[0] for name, column in told.columns.items()} == {"shift": "night"}


BAD = {
    "id,pots\n1,x\n": ["BG171 the heading pots is not known; did you mean post?"],
    "岗位,年限\n": [
        "BG171 the heading 年限 is not known; did you mean 工作年限?",
    ],
    "post,years\n": ["BG170 the roster has no column for the id of a person; columns found: post, years"],
    "id,工号\n": ["BG172 the headings id and 工号 both mean the column id"],
    "id,years\n,3\n": ["BG173 the row has no id in the column id"],
    "id,years\n1,3\n2,4\n1,5\n": ["BG174 the id 1 stands in two rows; the first is line 2"],
    "id,name,years\n1,张三,many\n": [
        'BG175 the column years holds "many"; expected a whole number such as 12, 1,200 or >= 60',
    ],
}  # fmt: skip
PLACES = {
    "id,pots\n1,x\n": "1:2", "岗位,年限\n": "1:2", "post,years\n": "1:1", "id,工号\n": "1:2", "id,years\n,3\n": "2:1",
    "id,years\n1,3\n2,4\n1,5\n": "4:1", "id,name,years\n1,张三,many\n": "2:3",
}  # fmt: skip
CHINESE = {
    "BG170": "名册没有人员编号列；现有列：post, years",
    "BG171": "不认识表头",
    "BG172": "表头 id 与 工号 都表示 id 列",
    "BG173": "该行的 id 列没有编号",
    "BG174": "编号 1 出现在两行；第一处在第 2 行",
    "BG175": 'years 列的值为"many"；应为整数',
}


@pytest.mark.parametrize("text", BAD)
def test_every_mistake_is_said_with_row_and_column_in_both_languages(tmp_path, text):
    with pytest.raises(InputError) as caught:
        read_roster(written(tmp_path, text))
    found = caught.value.diagnostics
    assert [f"{d.code} {d.message('en')}" for d in found] == BAD[text]
    assert str(found[0].location).endswith(f"people.csv:{PLACES[text]}")
    assert all(d.message("zh").startswith(CHINESE[d.code]) for d in found)
    assert "张三" not in caught.value.text("en") + caught.value.text("zh")


def test_all_mistakes_are_said_at_once_up_to_the_limit(tmp_path):
    text = 'id,years\n1,x\n2\n"a\nb",y\n,z\n'
    with pytest.raises(InputError) as caught:
        read_roster(written(tmp_path, text))
    places = [(d.code, d.location.line, d.location.column) for d in caught.value.diagnostics]
    assert places == [("BG175", 2, 2), ("BG134", 3, 1), ("BG175", 4, 2), ("BG173", 6, 1), ("BG175", 6, 2)]
    with pytest.raises(InputError) as caught:
        read_roster(written(tmp_path, text), limits=Limits(mistakes=2))
    assert len(caught.value.diagnostics) == 2
    with pytest.raises(InputError, match="BG13"):
        read_roster(written(tmp_path, "id\n1\n2\n3\n"), limits=Limits(rows=2))


def test_a_column_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NotFoundError, match="BG176 the roster has no column pots"):
        read_roster(written(tmp_path, GOOD)).column("pots")


@pytest.mark.parametrize(
    ("text", "encoding"), [("", "utf-8"), ('id\n"1\n', "utf-8"), ("工号,岗位\n1,正职\n", "gb18030")]
)
def test_a_file_that_is_no_table_is_refused(tmp_path, text, encoding):
    with pytest.raises(InputError):
        read_roster(written(tmp_path, text, encoding))
    with pytest.raises(InputError):
        read_roster(tmp_path / "missing.csv")
