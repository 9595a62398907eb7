"""Which faults of a file are told when there are more than fit."""

from hall_ops.lib.file_problems import FileProblem, FileRefused, some_of_each, told_once


def fault(row: int, column: str = "A", value: str = "", reason: str = "不是日期") -> FileProblem:
    return FileProblem(reason, "请改", sheet="台账", row=row, column=column, value=value)


def test_a_fault_down_a_whole_column_hides_no_other_kind() -> None:
    many = [fault(row) for row in range(2, 1002)]

    kept = FileRefused([*many, fault(1002, "B")]).problems

    assert len(kept) == 200 and kept[-1] == fault(1002, "B")
    assert [problem.row for problem in kept[:-1]] == list(range(2, 201))


def test_few_faults_stay_as_they_are() -> None:
    few = [fault(3), fault(2), fault(3, "B")]

    assert some_of_each(few, 3) == tuple(few)


def test_the_same_value_with_the_same_fault_is_one_line() -> None:
    lines = told_once(
        [fault(2, value="甲"), fault(3, value="乙"), fault(4, value="甲"), fault(5, value="甲")]
    )

    assert [(line.row, line.value, line.alike) for line in lines] == [(2, "甲", 2), (3, "乙", 0)]
