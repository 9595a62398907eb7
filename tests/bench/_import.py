"""Takes an old ledger's file on a fresh database: `file PATH ROWS` makes it, `ours PATH`, `plain PATH ROWS`.

`plain` is a ModelResource as django-import-export has it out of the box: tablib reads the file, every row looks its
case, item and department up and is saved by itself. It writes the case alone; ours writes its origin and its log too
and judges every cell before.
"""

import json
import resource
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench._django import ready

FIRST, A_DAY = datetime.fromisoformat("2024-01-02T09:00"), 130
HEADINGS = (
    "办件编号", "事项名称", "事项编码", "部门", "申请人", "申请人类型", "证件类型", "证件号码", "手机号码", "收件时间",
    "受理时间", "办结时间", "办理状态", "发证方式", "窗口号", "经办人", "备注",
)  # fmt: skip
KINDS = {"person": "个人", "organisation": "单位"}
PAPERS = {"resident": "居民身份证", "credit_code": "统一社会信用代码"}


def rows_of(count: int) -> Any:
    """Made-up cases of two years, by everybody and about everything in the catalogue."""
    from windows.models import ItemVersion
    from windows.seeding.people import applicant

    versions = list(ItemVersion.objects.select_related("item__department").order_by("pk"))
    for number in range(count):
        version, who = versions[number * 31 % len(versions)], applicant(number * 7 % 60_000 + 1)
        received = FIRST + timedelta(days=number // A_DAY, minutes=number % A_DAY * 3)
        yield (
            f"LS-{number:07}", version.name, version.item.short_code, version.item.department.name, who.name,
            KINDS[who.kind], PAPERS[who.id_kind], who.id_number, who.phone, received, received + timedelta(minutes=9),
            received + timedelta(days=number % 6, minutes=40), "办结", "自取", f"{number % 20 + 1:02}", "王秀英", "",
        )  # fmt: skip


def make_file(path: str, count: int) -> dict[str, Any]:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    page, moment = book.add_worksheet("旧台账"), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    page.write_row(0, 0, HEADINGS)
    for place, row in enumerate(rows_of(count), start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                page.write_datetime(place, column, value, moment)
            else:
                page.write_string(place, column, value)
    book.close()
    return {"rows": count, "bytes": Path(path).stat().st_size}


def ours(path: str) -> dict[str, Any]:
    """The two jobs as a worker runs them: look the file over, then take it."""
    from django.utils import timezone

    from contracts.models import Contract, Membership
    from records.runner import run_job
    from windows.actions.old_ledgers import take_old_ledger, upload_old_ledger
    from windows.models import OldCase, OldLedger

    contract = Contract.objects.get(slug="bench")
    by = Membership.objects.filter(contract=contract, role="supervisor")[0].user
    made = upload_old_ledger(
        by=by, at=timezone.now(), contract=contract, name="old.xlsx", data=Path(path).read_bytes()
    )
    began = time.perf_counter()
    run_job(made.job or 0)
    looked = time.perf_counter() - began
    made.refresh_from_db()
    if made.state != "ready":
        raise SystemExit(f"the file was not taken: {made.problems[:3]}")
    taken = take_old_ledger(by=by, at=timezone.now(), made=OldLedger.objects.get(pk=made.pk))
    began = time.perf_counter()
    run_job(taken.job or 0)
    seconds = time.perf_counter() - began
    found = OldCase.objects.filter(ledger=made).count()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": found, "look": looked, "seconds": seconds, "megabytes": megabytes}


def plain(path: str, most: int) -> dict[str, Any]:
    from tablib import Dataset

    from tests.bench._import_plain import PlainResource

    began = time.perf_counter()
    data = Dataset().load(Path(path).read_bytes(), format="xlsx")
    read = time.perf_counter() - began
    part = Dataset(*data[:most], headers=data.headers)
    began = time.perf_counter()
    result = PlainResource().import_data(part, dry_run=False, raise_errors=True)
    seconds = time.perf_counter() - began
    return {"rows": result.totals["new"], "read": read, "of": len(data), "seconds": seconds}


def main() -> None:
    ready()
    step, path, *more = sys.argv[1:]
    if step == "file":
        print(json.dumps(make_file(path, int(more[0]))))
    elif step == "ours":
        print(json.dumps(ours(path)))
    else:
        print(json.dumps(plain(path, int(more[0]))))


if __name__ == "__main__":
    main()
