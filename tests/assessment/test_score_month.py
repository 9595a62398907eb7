import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from assessment.files.official_form import official_form
from assessment.files.official_write import write_form
from assessment.files.rubric_template import write_template
from assessment.management.commands.score_month import Command
from tests.assessment.official_samples import SMALL, official_file
from tests.assessment.rule_samples import haikou

ROOT = Path(__file__).resolve().parents[2]
PRICE = "11265500.00"
HEAD = "criterion,count,level,points,note\n"


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    path = tmp_path / "记录.csv"
    path.write_text(HEAD + "3.1,4,,,\n3.10,2,,,\n2.6,9,,,\n4.1,2,,,\n", encoding="utf-8")
    return path


def scored(rubric: object, entries: Path, *options: str) -> dict[str, object]:
    target = entries.with_suffix(".json")
    call_command("score_month", str(rubric), str(entries), "--price", PRICE, "--json", str(target), *options)
    return json.loads(target.read_text(encoding="utf-8"))


def wrong(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("score_month", *arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_a_month_is_scored_by_the_profile_as_the_issue_says(entries: Path) -> None:
    result = scored("haikou", entries)

    assert list(result) == ["total", "full", "groups", "coefficient", "performance_yuan"]
    assert (result["total"], result["full"], result["coefficient"]) == ("91.00", "105.00", "1.00")
    assert result["performance_yuan"] == "1126550.00"
    groups = result["groups"]
    assert [group["code"] for group in groups] == ["1", "2", "3a", "3b", "3c", "4", "5", "6", "7"]
    assert groups[2] == {
        "code": "3a",
        "name": "标准化管理",
        "cap": "30.00",
        "deducted": "6.00",
        "score": "24.00",
    }
    assert groups[1]["deducted"] == "1.00"


def test_the_adjustment_group_shows_bonus_less_demerit(tmp_path: Path) -> None:
    path = tmp_path / "记录.csv"
    path.write_text(HEAD + "7.10,1,national,,\n7.1,2,,,\n7.15,1,,,\n", encoding="gb18030")

    group = scored("haikou", path)["groups"][-1]

    assert group == {"code": "7", "name": "加减分项", "cap": "5.00", "deducted": "5.00", "score": "0.00"}


def test_workbooks_and_documents_score_like_the_profile(entries: Path, tmp_path: Path) -> None:
    rubric = haikou()
    files = {
        "官方.xlsx": write_form(official_form(rubric), rubric=rubric),
        "仅表.xlsx": write_form(official_form(rubric)),
        "模板.xlsx": write_template(rubric),
        "合同.yaml": (ROOT / "contracts/profiles/haikou.yaml").read_bytes(),
    }
    expected = scored("haikou", entries)

    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        found = scored(tmp_path / name, entries)
        assert (found["total"], found["performance_yuan"]) == (
            expected["total"],
            expected["performance_yuan"],
        )
        assert [g["score"] for g in found["groups"]] == [g["score"] for g in expected["groups"]]


@pytest.mark.parametrize(("share", "yuan"), [("0.10", "1126550.00"), ("0.20", "2253100.00")])
def test_the_profile_says_which_share_the_score_decides(
    entries: Path, tmp_path: Path, share: str, yuan: str
) -> None:
    text = (ROOT / "contracts/profiles/haikou.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    document["payment"]["performance"]["share"] = share
    (tmp_path / "合同.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")

    assert scored(tmp_path / "合同.yaml", entries)["performance_yuan"] == yuan


def test_the_help_names_the_default_share() -> None:
    assert "10%" in str(Command.help)


def test_a_decision_changes_the_month(entries: Path) -> None:
    result = scored("haikou", entries, "--decision", "total_cap=cut", "--decision", "no_unit_criteria=item")

    assert (result["full"], result["total"]) == ("100.00", "83.00")


def test_a_line_that_was_not_understood_ends_in_two_and_is_named(entries: Path, tmp_path: Path) -> None:
    rows = [list(row) for row in SMALL]
    rows[4][4] = "视情节扣分"
    (tmp_path / "表.xlsx").write_bytes(official_file(rows))

    message = wrong(str(tmp_path / "表.xlsx"), str(entries), "--price", PRICE)

    assert "2.1.2" in message
    assert "视情节扣分" in message
    assert "第 10 行" in message


@pytest.mark.parametrize("price", ["", "0", "-5", "11,265,500", "1.005", "abc", "NaN", "1e6", "１００"])
def test_a_wrong_price_ends_in_two(price: str, entries: Path) -> None:
    assert "--price" in wrong("haikou", str(entries), f"--price={price}")


@pytest.mark.parametrize("rubric", ["没有这份", "baoting", "/", "notes.txt"])
def test_a_rubric_that_is_none_ends_in_two(rubric: str, entries: Path) -> None:
    assert rubric in wrong(rubric, str(entries), "--price", PRICE)


def test_an_unquoted_code_in_yaml_is_refused_with_its_line(entries: Path, tmp_path: Path) -> None:
    text = 'name: x\ntitle: x\nversion: "1"\ngroups: [{code: "1", name: 甲, cap: "10"}]\ncriteria:\n'
    text += '  - {code: 3.10, group: "1", name: 乙, effect: deduction, measure: {type: item, points: "1"}}\n'
    (tmp_path / "r.yaml").write_text(text, encoding="utf-8")

    message = wrong(str(tmp_path / "r.yaml"), str(entries), "--price", PRICE)

    assert "第 6 行" in message
    assert "3.10" in message


def test_a_rule_that_yaml_cannot_express_is_named_with_its_line(entries: Path, tmp_path: Path) -> None:
    text = 'name: x\ntitle: x\nversion: "1"\ngroups: [{code: "1", name: 甲, cap: "10"}]\ncriteria:\n'
    text += (
        '  - {code: "1.1", group: "1", name: 乙, effect: deduction, measure: {type: formula, points: "1"}}\n'
    )
    (tmp_path / "r.yaml").write_text(text, encoding="utf-8")

    message = wrong(str(tmp_path / "r.yaml"), str(entries), "--price", PRICE)

    assert "第 6 行" in message
    assert "公式" in message


@pytest.mark.parametrize("decision", ["total_cap", "total_cap=maybe", "unknown=1"])
def test_a_wrong_decision_names_what_is_allowed(decision: str, entries: Path) -> None:
    assert "allow" in wrong("haikou", str(entries), "--price", PRICE, "--decision", decision)


def test_missing_entries_end_in_two(tmp_path: Path) -> None:
    assert "找不到" in wrong("haikou", str(tmp_path / "无.csv"), "--price", PRICE)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it, with a database that nothing can reach."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": os.environ["SECRET_KEY"],
        "VAR_DIR": os.environ["VAR_DIR"],
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none",
    }
    command = [sys.executable, "manage.py", "score_month", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_command_touches_no_database(entries: Path) -> None:
    done = run("haikou", str(entries), "--price", PRICE, "--json", "-")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["total"] == "91.00"


def test_a_wrong_row_ends_in_two_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "记录.csv"
    path.write_text(HEAD + "3.1,1,,,\n3.99,-1,,,\n", encoding="utf-8")

    done = run("haikou", str(path), "--price", PRICE, "--json", "-")

    assert (done.returncode, done.stdout) == (2, "")
    assert "第 3 行 A 列「条款编号」：值 3.99" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_option_ends_in_two_in_chinese() -> None:
    done = run("haikou", "--nothing")

    assert done.returncode == 2
    assert "命令写法不对" in done.stderr
