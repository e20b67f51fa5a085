"""Traces in files: both languages, both forms, what is left out, what is refused, and the way back."""

import json

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from basegov import io
from basegov.casework import Case, CaseEvent, Moment, Trace
from basegov.errors import InputError
from basegov.io import Limits, read_trace, write_trace
from basegov.structure import Community
from basegov.testing.strategies import traces
from basegov.values import NOT_STATED
from tests.casework.corner import CORNER

ENGLISH = """\
case,state,time,place,opened,event_class,level,outcome
1,report,2026-03-02 09:10,甲社区,2026-03-02 09:00,micro,community,
1,handle,2026-03-02 10:00,,,,community,solved
2,,,乙社区,,,,
3,call,,,,,street,not stated
"""
CHINESE = """\
案件编号,环节,办理时间,所属社区,受理时间,事件级别,办理层级,办理结果
1,上报,2026/3/2 9:10,甲社区,2026年3月2日9时00分,微小,社区,
1,处置,2026-03-02T10:00:00,,,,社区,已解决
2,,,乙社区,,,,不详
3,呼叫,,,,,街道,未载明
"""


def read(tmp_path, text, name="log.csv", **more):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_trace(path, CORNER, **more)


def test_headings_and_words_of_both_languages_mean_the_same(tmp_path):
    english, chinese = read(tmp_path, ENGLISH), read(tmp_path, CHINESE)
    assert english == chinese
    assert english["1"] == Case(id="1", place="a", opened="2026-03-02 09:00", event_class="micro")
    assert [e.state for e in english.events("1")] == ["report", "handle"]
    assert list(english.events("2")) == []
    assert next(english.events("3")) == CaseEvent(case="3", state="call", level="street")


def test_the_usual_ways_to_write_no_data_say_nothing(tmp_path):
    text = "case,state,time,place,outcome,level\n1,call,-,/,—,N/A\n2,call,暂无,未知,null,无\n"
    found = read(tmp_path, text)
    assert list(found.events()) == [CaseEvent(case="1", state="call"), CaseEvent(case="2", state="call", level="无")]
    assert [case.place for case in found] == [NOT_STATED, NOT_STATED]
    named = CORNER.evolve(put=[Community(id="na", parent="s")])
    (tmp_path / "p.csv").write_text("case,state,place\n1,call,na\n")
    assert read_trace(tmp_path / "p.csv", named)["1"].place == "na"
    with pytest.raises(InputError, match="BG813"):
        read(tmp_path, "case,state\n-,call\n")


def test_a_time_that_leads_out_of_the_years_is_said_with_its_place(tmp_path):
    with pytest.raises(InputError, match=r"log.csv:2:3: BG814"):
        read(tmp_path, "case,state,time\n1,call,9999-12-31T23:59:59Z\n")
    with pytest.raises(InputError, match=r"log.jsonl:1:32: BG814"):
        read(tmp_path, '{"case": "1", "state": "call", "time": "9999-12-31T23:59:59Z"}', "log.jsonl")


@pytest.mark.parametrize(
    ("head", "code"),
    [('{"structure": "guangling"', "1:2: BG825"), ('{"structure": 5', "1:2: BG819"), ('{"structure": "corner"', None),
     ('{"structure": null', None), ('{"until": 20210423', "1:2: BG819"),
     ('{"until": "2026-03-02 09:00"', "2:34: BG826")],
)  # fmt: skip
def test_the_head_of_a_trace_fits_what_follows(tmp_path, head, code):
    text = f'{head}, "basegov": "trace/1"}}\n{{"case": "1", "state": "report", "time": "2026-03-02 10:00"}}\n'
    if code is None:
        assert len(read(tmp_path, text, "log.jsonl")) == 1
    else:
        with pytest.raises(InputError, match=f"log.jsonl:{code}"):
            read(tmp_path, text, "log.jsonl")


def test_the_head_of_a_trace_stands_first(tmp_path):
    with pytest.raises(InputError, match=r"log.jsonl:3:2: BG824"):
        read(tmp_path, '\n{"case": "1", "state": "report"}\n{"basegov": "trace/1"}\n', "log.jsonl")
    with pytest.raises(InputError, match=r"log.jsonl:1:2: BG820"):
        read(tmp_path, '{"basegov": "trace/2"}\n', "log.jsonl")


def test_an_event_after_the_end_of_the_log_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"log.csv:3:3: BG826 the event is of 2026-03-02 10:00:00, and the log"):
        read(tmp_path, ENGLISH, until="2026-03-02 09:30")
    assert read(tmp_path, ENGLISH, until="2026-03-02 10:00").until == Moment("2026-03-02 10:00")


@pytest.mark.parametrize(
    "text",
    ['{"case":"1"', '{"case" "1"}', "{case:1}", '{"case":"1",}', '{"case":}', '{"case":"1', '{"case":"\t"}',
     '{"case":"\\x"}', '{"case":"\\u12"}', '{"case":"1"} x', "nul"],
)  # fmt: skip
def test_what_is_wrong_with_a_line_of_json_is_said_in_both_languages(tmp_path, text):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, "log.jsonl")
    problem = caught.value.diagnostics[0].fields["problem"]
    assert problem.zh not in ("JSON 语法错误", problem.en)
    assert not problem.en[0].isupper()


def test_columns_that_no_comma_separates_are_told_even_where_unknown_ones_are_left_out(tmp_path):
    for sign, said in ((";", "分号"), ("\t", "制表符"), ("，", "中文逗号")):
        with pytest.raises(InputError) as caught:
            read(tmp_path, f"案件编号{sign}环节{sign}时间\n", leave_out_unknown=True)
        assert f"之间是{said}；列之间须用英文逗号分隔" in caught.value.text("zh")


def test_a_cell_that_is_too_long_is_not_mended_by_quotes_alone(tmp_path):
    with pytest.raises(InputError, match=r"BG136 this is not CSV: a cell is longer than(.|\n)*mend: shorten the cell"):
        read(tmp_path, "case,state\n1," + "x" * 140_000 + "\n")


def test_lines_of_json_mean_the_same(tmp_path):
    rows = [
        dict(zip(ENGLISH.splitlines()[0].split(","), line.split(","), strict=True)) for line in ENGLISH.splitlines()[1:]
    ]
    lines = [json.dumps({key: value or None for key, value in row.items()}) for row in rows]
    head = json.dumps({"basegov": "trace/1", "until": "2026-03-31 18:00", "complete": True})
    found = read(tmp_path, "\n".join([head, "", *lines]), "log.jsonl")
    assert list(found.events()) == list(read(tmp_path, ENGLISH).events())
    assert (found.until, found.complete) == (Moment("2026-03-31 18:00"), True)


def test_until_when_and_whether_complete_may_be_said_by_the_reader(tmp_path):
    plain = read(tmp_path, ENGLISH)
    assert (plain.until, plain.complete) == (NOT_STATED, NOT_STATED)
    told = read(tmp_path, ENGLISH, until="2026-04-01 00:00", complete=True)
    assert (told.until, told.complete) == (Moment("2026-04-01 00:00"), True)
    head = '{"basegov": "trace/1", "complete": true}\n{"case": "1"}'
    assert read(tmp_path, head, "log.jsonl", complete=False).complete is False


def test_people_are_left_out_unless_they_are_asked_for(tmp_path):
    text = "case,state,上报人,经办人\n1,report,张三,李四\n"
    assert read(tmp_path, text)["1"].reporter is NOT_STATED
    assert next(read(tmp_path, text).events()).actor is NOT_STATED
    asked = read(tmp_path, text, people=True)
    assert (asked["1"].reporter, next(asked.events()).actor) == ("张三", "李四")
    lines = '{"case": "1", "state": "report", "上报人": "张三", "经办人": "李四"}\n'
    assert read(tmp_path, lines, "log.jsonl")["1"].reporter is NOT_STATED
    assert next(read(tmp_path, lines, "log.jsonl", people=True).events()).actor == "李四"


def test_a_name_stands_in_no_message(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "case,state,上报人\n1,report,张三\n1,handle,李四\n", people=True)
    assert "BG816" in caught.value.text("zh")
    assert "张三" not in caught.value.text("zh")


def test_headings_and_words_of_ones_own(tmp_path):
    told = read(
        tmp_path, "工单,阶段,备注\n1,立项,x\n", headings={"工单": "case", "阶段": "state"},
        words={"state": {"立项": "collect"}}, leave_out_unknown=True,
    )  # fmt: skip
    assert [e.state for e in told.events()] == ["collect"]
    line = '{"工单": "1", "state": "立项", "备注": 3}'
    more = {"headings": {"工单": "case"}, "leave_out_unknown": True}
    assert [e.state for e in read(tmp_path, line, "a.ndjson", **more).events()] == ["立项"]


def test_places_are_found_by_id_code_or_name(tmp_path):
    found = read(tmp_path, "case,state,网格\n1,report,g1\n2,report,一号网格\n")
    assert {case.place for case in found} == {"g1"}


def test_a_file_of_another_form_is_refused(tmp_path):
    for ask in (lambda p: read_trace(p, CORNER), lambda p: write_trace(Trace.build(CORNER, [], []), p)):
        with pytest.raises(InputError, match="BG821"):
            ask(tmp_path / "log.xlsx")


def test_what_cannot_be_opened_or_decoded_is_named(tmp_path):
    with pytest.raises(InputError, match=r"BG10[01]"):
        read_trace(tmp_path / "missing.csv", CORNER)
    (tmp_path / "gbk.csv").write_bytes("案件编号,环节\n1,上报\n".encode("gbk"))
    with pytest.raises(InputError, match="GBK"):
        read_trace(tmp_path / "gbk.csv", CORNER)
    (tmp_path / "gbk.jsonl").write_bytes('{"案件编号": "1"}\n'.encode("gbk"))
    with pytest.raises(InputError, match="GBK"):
        read_trace(tmp_path / "gbk.jsonl", CORNER)


def test_no_more_mistakes_are_said_than_the_limit(tmp_path):
    rows = "case,state,time\n" + "1,report,never\n" * 9
    for name, text in (("a.csv", rows), ("a.jsonl", '{"state": "x"}\n' * 9)):
        with pytest.raises(InputError) as caught:
            read(tmp_path, text, name, limits=Limits(mistakes=3))
        assert len(caught.value.diagnostics) == 3


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '"' + "x" * 1_000_001 + '"', '{"case": ' + "9" * 5000 + "}", "nul\x00"]
)
def test_hostile_lines_are_mistakes_like_others(tmp_path, line):
    with pytest.raises(InputError, match=r"BG81[79]"):
        read(tmp_path, line, "a.jsonl")


def test_a_table_with_an_open_quote_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"log.csv:\d"):
        read(tmp_path, 'case,state\n1,"report\n')


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(traces())
def test_what_is_written_reads_back(tmp_path, trace):
    write_trace(trace, tmp_path / "a.jsonl")
    write_trace(trace, tmp_path / "a.csv")
    assert read_trace(tmp_path / "a.jsonl", trace.structure) == trace
    assert read_trace(tmp_path / "a.csv", trace.structure, until=trace.until or None, complete=True) == trace


def test_cells_with_commas_quotes_and_line_ends_read_back(tmp_path):
    trace = Trace.build(CORNER, [Case(id='1,"2"')], [CaseEvent(case='1,"2"', state="a\nb", outcome="c\rd")])
    for name in ("a.csv", "a.jsonl"):
        write_trace(trace, tmp_path / name)
        assert read_trace(tmp_path / name, CORNER) == trace


def test_the_schema_of_a_line_takes_what_the_reader_takes(tmp_path):
    schema = io.json_schema("trace")
    checker = jsonschema_rs.Draft202012Validator(schema)
    for good in (
        {"basegov": "trace/1", "complete": True},
        {"case": "1", "state": "report"},
        {"案件编号": "1", "备注": "x"},
    ):
        assert checker.is_valid(good)
    for bad in ({"basegov": "trace/2"}, {"state": "report"}, {"case": 1}, []):
        assert not checker.is_valid(bad)
