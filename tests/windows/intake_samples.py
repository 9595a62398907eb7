"""What the tests of intake stand on: an item with a question, a clerk at a window, an entry that is right."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_item, make_session
from windows.actions.intake import IntakeEntry, PaperIn, register_case
from windows.enums import ItemKind, MaterialForm, Necessity
from windows.models import Case, ItemVersion, Material, Situation, SituationOption, WindowSession
from windows.rules.applicants import Applicant

ID_NUMBER, CREDIT_CODE, PHONE = "11010519491231002X", "91350100M000100Y43", "13812345678"
PERSON = Applicant("person", "陈大明", "resident", ID_NUMBER, PHONE)
COMPANY = Applicant("organisation", "滨湖海味餐饮有限公司", "credit_code", CREDIT_CODE, "0898-66778899")
NOON = datetime(2026, 3, 11, 10, 30, tzinfo=timezone.get_default_timezone())  # a Wednesday


@dataclass
class Desk:
    """A clerk at a window with an item of four papers: two always, one for small places, one that may come later."""

    contract: Contract
    clerk: User
    session: WindowSession
    version: ItemVersion
    options: dict[str, SituationOption] = field(default_factory=dict)

    def entry(self, outcome: str = "accept", **values: Any) -> IntakeEntry:
        """An entry that is right for its outcome."""
        base = IntakeEntry(
            outcome=outcome, version=self.version.pk, applicant=PERSON,
            options=(self.options["小餐饮"].pk,) if self.options else (),
            papers=tuple(PaperIn(position, "paper", 1) for position in (1, 2, 3, 4)),
        )  # fmt: skip
        return replace(base, **values)

    def without(self, *positions: int) -> tuple[PaperIn, ...]:
        """All papers but these."""
        return tuple(PaperIn(place, "paper", 1) for place in (1, 2, 3, 4) if place not in positions)

    def register(
        self, outcome: str = "accept", *, key: str = "k-00000001", at: datetime = NOON, **values: Any
    ) -> Case:
        return register_case(
            by=self.clerk, at=at, contract=self.contract, session=self.session,
            entry=self.entry(outcome, **values), key=key,
        )  # fmt: skip


def make_desk(
    contract: Contract | None = None, *, kind: str = ItemKind.PROMISED, at: datetime = NOON, **values: Any
) -> Desk:
    contract = contract or ContractFactory()
    clerk = member(Role.CLERK, contract)
    session = make_session(contract, clerk)
    WindowSession.objects.filter(pk=session.pk).update(started_at=at)
    session.started_at = at
    item = make_item(contract, kind=kind, materials=(), fee_yuan=Decimal("0"), **values)
    version = item.current
    question = Situation.objects.create(version=version, position=1, question="经营规模")
    options = {
        label: SituationOption.objects.create(situation=question, position=place, label=label)
        for place, label in enumerate(("小餐饮", "大中型餐饮"), start=1)
    }
    for position, (name, form, necessity, label, licence) in enumerate(PAPERS, start=1):
        paper = Material.objects.create(
            version=version, position=position, name=name, form=form, necessity=necessity, licence=licence
        )
        if label:
            paper.options.add(options[label])
    ItemVersion.objects.filter(pk=version.pk).update(frozen=True)
    version.refresh_from_db()
    return Desk(contract, clerk, session, version, options)


PAPERS = (
    ("营业执照（副本）", MaterialForm.ORIGINAL, Necessity.REQUIRED, "", "营业执照电子证照"),
    ("申请表（盖章）", MaterialForm.FILLED_FORM, Necessity.REQUIRED, "", ""),
    ("经营场所平面图", MaterialForm.COPY, Necessity.DEFERRABLE, "小餐饮", ""),
    ("健康证明", MaterialForm.COPY, Necessity.OPTIONAL, "", ""),
)
