from assessment.files.official_layout import Preview, Status, points_of, read_official, rubric_of
from tests.assessment.official_samples import SMALL, official_file

FIRST_ROW = 6


def mended(data: bytes, mends: dict[str, dict[str, str]]) -> Preview:
    official = read_official("考核表.xlsx", data)
    assert official is not None
    return official.preview(mends)


def with_rule(place: int, rule: str) -> bytes:
    rows = [list(row) for row in SMALL]
    rows[place][4] = rule
    return official_file(rows)


def test_a_mended_rule_is_understood() -> None:
    data = with_rule(4, "视情节扣分")
    row = str(FIRST_ROW + 4)

    found = mended(data, {row: {"rule": "酌情扣1-3分"}})

    assert found.is_ready
    assert rubric_of(found).criterion("2.1.2").official_rule == "酌情扣1-3分"


def test_a_mended_name_is_used_and_the_wording_stays() -> None:
    found = mended(official_file(), {str(FIRST_ROW): {"name": "值守脱岗"}})

    criterion = rubric_of(found).criterion("1.1")
    assert (criterion.name, criterion.official_text) == ("值守脱岗", "值守人员不到位的；")


def test_a_mended_code_ends_a_clash() -> None:
    rows = [list(row) for row in SMALL]
    rows[1][2] = "1. 未按规定交接班的；"
    data = official_file(rows)

    assert {line.code for line in mended(data, {}).lines_with(Status.REFUSED)} == {"1.1"}
    assert mended(data, {str(FIRST_ROW + 1): {"code": "1.2"}}).is_ready


def test_a_code_with_a_blank_is_refused() -> None:
    found = mended(official_file(), {str(FIRST_ROW): {"code": "1 1"}})

    assert found.lines[0].status == Status.REFUSED


def test_a_mended_cap_holds_for_the_whole_group() -> None:
    rows = [list(row) for row in SMALL]
    rows[0][3] = "拾分"

    found = mended(official_file(rows), {str(FIRST_ROW): {"cap": "10"}})

    assert found.is_ready
    assert points_of(found.groups[0]) == 10


def test_a_skipped_line_is_left_out_and_counted() -> None:
    found = mended(official_file(), {str(FIRST_ROW + 2): {"skip": "1"}})

    assert found.skipped == (FIRST_ROW + 2,)
    assert "1.3" not in {line.code for line in found.lines}


def test_mending_changes_nothing_in_the_table_itself() -> None:
    official = read_official("a.xlsx", official_file())
    assert official is not None
    before = official.preview()

    official.preview({str(FIRST_ROW): {"rule": "每次扣9分"}})

    assert official.preview() == before
