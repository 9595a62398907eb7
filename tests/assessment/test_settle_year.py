import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.assessment.settlement_samples import YEAR_ONE, YEAR_THREE, year_terms

ROOT = Path(__file__).resolve().parents[2]
PRICE = "11265500.00"


def written(
    path: Path, number: int, totals: list[str], encoding: str = "utf-8", head: str = "month,total"
) -> Path:
    months = zip(year_terms(number).assessed, totals, strict=False)
    lines = [head, *(f"{month:%Y-%m},{total}" for month, total in months)]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


@pytest.fixture
def months(tmp_path: Path) -> Path:
    return written(tmp_path / "月分.csv", 1, YEAR_ONE)


def settled(*arguments: object) -> dict[str, object]:
    said = StringIO()
    call_command("settle_year", *map(str, arguments), "--json", "-", stdout=said)
    return json.loads(said.getvalue())


def wrong(*arguments: object) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("settle_year", *map(str, arguments))
    assert caught.value.returncode == 2
    return str(caught.value)


def test_year_one_prints_what_the_issue_says(months: Path) -> None:
    result = settled("haikou", 1, months, "--price", PRICE)

    assert result == {
        "year": 1,
        "bases": {
            "annual": {
                "mean": "90.18", "mean_exact": "992/11", "coefficient": "1", "gross_yuan": "1126550.00",
                "certification_yuan": "0.00", "net_yuan": "1126550.00",
            },
            "monthly": {
                "mean": "90.18", "mean_exact": "992/11", "coefficient": "41/44", "gross_yuan": "1049739.77",
                "certification_yuan": "0.00", "net_yuan": "1049739.77",
            },
            "quarterly": {
                "mean": "90.18", "mean_exact": "992/11", "coefficient": "41/44", "gross_yuan": "1049739.77",
                "certification_yuan": "0.00", "net_yuan": "1049739.77",
            },
        },
    }  # fmt: skip
    assert list(result["bases"]) == ["annual", "monthly", "quarterly"]


def test_year_three_is_averaged_over_thirteen_months(tmp_path: Path) -> None:
    path = written(tmp_path / "三.csv", 3, YEAR_THREE)

    result = settled("haikou", 3, path, "--price", PRICE, "--uncertified", 2)

    assert result["bases"]["annual"]["mean_exact"] == "1161/13"
    assert result["bases"]["annual"]["net_yuan"] == "946302.00"
    assert result["bases"]["quarterly"]["coefficient"] == "233/260"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("head", ["month,total", "月份,得分"])
def test_files_come_in_the_usual_encodings(tmp_path: Path, encoding: str, head: str) -> None:
    path = written(tmp_path / "月分.csv", 1, YEAR_ONE, encoding, head)

    assert settled("haikou", 1, path, "--price", PRICE)["bases"]["annual"]["net_yuan"] == "1126550.00"


def test_a_whole_mean_is_printed_whole(tmp_path: Path) -> None:
    path = written(tmp_path / "月分.csv", 1, ["91"] * 11)

    basis = settled("haikou", 1, path, "--price", PRICE)["bases"]["monthly"]

    assert (basis["mean"], basis["mean_exact"], basis["coefficient"]) == ("91.00", "91", "1")


def test_without_json_people_read_a_chinese_table(months: Path) -> None:
    said = StringIO()

    call_command("settle_year", "haikou", "1", str(months), "--price", PRICE, stdout=said)

    assert "第 1 服务年度，11 个考核月，月平均分 90.18" in said.getvalue()
    assert "逐季系数：系数 41/44，应得 1049739.77 元" in said.getvalue()
    assert "全年月平均分：992 ÷ 11" in said.getvalue()


def test_json_goes_to_a_file_where_one_is_named(months: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"

    call_command("settle_year", "haikou", "1", str(months), "--price", PRICE, "--json", str(target))

    assert json.loads(target.read_text(encoding="utf-8"))["year"] == 1
    assert "写不了" in wrong("haikou", 1, months, "--price", PRICE, "--json", tmp_path / "no" / "x.json")


def test_missing_months_are_named(tmp_path: Path) -> None:
    message = wrong("haikou", 1, written(tmp_path / "m.csv", 1, YEAR_ONE[:9]), "--price", PRICE)

    assert "缺少月份 2023-10、2023-11" in message
    assert "应为 2023-01 至 2023-11，共 11 个月" in message


def test_surplus_and_doubled_and_bad_rows_are_named_with_their_place(months: Path) -> None:
    with months.open("a", encoding="utf-8") as file:
        file.write("2023-12,90\n2023-03,91\n2023-13,90\n2023/1,90\n")

    lines = wrong("haikou", 1, months, "--price", PRICE).splitlines()

    assert lines[0].startswith("第 13 行 A 列「月份」：值 2023-12 是多出的月份")
    assert lines[1] == "第 14 行 A 列「月份」：值 2023-03 与第 4 行的月份重复。每月只写一行。"
    assert lines[2] == "第 15 行 A 列「月份」：值 2023-13 不是月份。应写成 YYYY-MM，如 2023-01。"
    assert "值 2023/1 不是月份" in lines[3]


@pytest.mark.parametrize("total", ["abc", "", "1e2", "90分", "NaN", "105.01", "-5.01", "92.1234567"])
def test_a_total_that_is_none_is_named_with_its_place(tmp_path: Path, total: str) -> None:
    path = written(tmp_path / "m.csv", 1, [total, *YEAR_ONE[1:]])

    message = wrong("haikou", 1, path, "--price", PRICE)

    assert "第 2 行 B 列「得分」" in message
    assert total in message


@pytest.mark.parametrize("year", ["0", "4", "x", "01", "１", "-1"])
def test_a_year_that_is_none_names_those_there_are(months: Path, year: str) -> None:
    message = wrong("haikou", f"--price={PRICE}", year, months)

    assert f"值 {year} " in message
    assert "1、2、3" in message


@pytest.mark.parametrize("name", ["没有", "/", "haikou2"])
def test_an_unknown_profile_names_those_there_are(months: Path, name: str) -> None:
    message = wrong(name, 1, months, "--price", PRICE)

    assert name in message
    assert "baoting、haikou" in message


@pytest.mark.parametrize("name", ["baoting", "tongliao", "huarong", "qiongshan"])
def test_contracts_without_performance_money_are_refused(months: Path, name: str) -> None:
    assert "没有年度绩效金额" in wrong(name, 1, months, "--price", PRICE)


@pytest.mark.parametrize("price", ["", "0", "-5", "11,265,500", "1.005", "abc", "1e6", "１"])
def test_a_wrong_price_ends_in_two(months: Path, price: str) -> None:
    assert "--price" in wrong("haikou", 1, months, f"--price={price}")


@pytest.mark.parametrize("people", ["", "-1", "1.5", "三", "1000000000"])
def test_a_wrong_number_of_people_ends_in_two(months: Path, people: str) -> None:
    assert "--uncertified" in wrong("haikou", 1, months, "--price", PRICE, f"--uncertified={people}")


@pytest.fixture
def derived(tmp_path: Path) -> Path:
    """A contract with performance money whose years begin when it is signed, and no rubric of its own."""
    document = yaml.safe_load((ROOT / "contracts/profiles/huarong.yaml").read_text(encoding="utf-8"))
    haikou = yaml.safe_load((ROOT / "contracts/profiles/haikou.yaml").read_text(encoding="utf-8"))
    rest = dict(haikou["payment"]["performance"], clause="004 § 四.3", settled_by_clause="004 § 四.3")
    document["payment"]["performance"] = rest
    path = tmp_path / "huarong.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def test_years_without_fixed_dates_need_their_first_day(derived: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    months = [f"2024-{month:02d}" for month in range(3, 13)] + ["2025-01", "2025-02"]
    path.write_text("month,total\n" + "".join(f"{m},85\n" for m in months), encoding="utf-8")

    assert "--starts-on" in wrong(derived, 1, path, "--price", PRICE)
    assert "2024-02-30" in wrong(derived, 1, path, "--price", PRICE, "--starts-on", "2024-02-30")
    result = settled(derived, 1, path, "--price", PRICE, "--starts-on", "2024-03-01")
    assert result["bases"]["quarterly"]["net_yuan"] == "957567.50"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it, with a database that nothing can reach."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": os.environ["SECRET_KEY"],
        "VAR_DIR": os.environ["VAR_DIR"],
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none",
    }
    command = [sys.executable, "manage.py", "settle_year", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_command_touches_no_database(months: Path) -> None:
    done = run("haikou", 1, months, "--price", PRICE, "--json", "-")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["bases"]["monthly"]["coefficient"] == "41/44"


@pytest.mark.parametrize(
    "arguments", [("haikou", 1, "无.csv", "--price", "1"), ("haikou", "--nothing"), ("haikou",), ()]
)
def test_wrong_use_ends_in_two_in_chinese_without_a_traceback(arguments: tuple[object, ...]) -> None:
    done = run(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert any("一" <= mark <= "鿿" for mark in done.stderr)
