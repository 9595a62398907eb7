"""What a service register is: what it is called, who may, its form, its columns, the steps of its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.models import WindowSession


@dataclass(frozen=True, slots=True)
class Step:
    """One step a row may take. Shape: run(by, at, row, values) → the row; states it is offered in."""

    name: str
    label: Any
    form: type[Form]
    run: Callable[[Any, datetime, Any, dict[str, Any]], Any]
    states: tuple[str, ...]
    permission: Permission
    main: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """One register. Shape: make(by, at, contract, session, values, key) → row; columns are (heading, getter).

    `read_with` names what a column reads beside the item, the department and whoever recorded the row.
    """

    key: str
    title: Any
    lead: Any
    new_label: Any
    model: Any
    states: Sequence[Any]
    view: Permission
    record: Permission
    form: type[Form]
    make: Callable[..., Any]
    columns: Sequence[tuple[Any, Callable[[Any], Any]]]
    details: Sequence[tuple[Any, Callable[[Any], Any]]]
    steps: Sequence[Step]
    read_with: tuple[str, ...] = ()

    def named(self, screen: str) -> str:
        """The address of one of the register's screens."""
        return f"windows:register-{screen}-{self.key}"

    @property
    def list_name(self) -> str:
        return self.named("list")

    @property
    def new_name(self) -> str:
        return self.named("new")

    @property
    def detail_name(self) -> str:
        return self.named("detail")

    @property
    def step_name(self) -> str:
        return self.named("step")

    def step(self, name: str) -> Step | None:
        return next((each for each in self.steps if each.name == name), None)


def make_by(action: Any, entry: Any) -> Callable[..., Any]:
    """Open a row through the register's own action; the window is where the user sits."""

    def make(
        *,
        by: Any,
        at: datetime,
        contract: Contract,
        session: WindowSession | None,
        values: dict[str, Any],
        key: str,
    ) -> Any:
        known = entry.__dataclass_fields__
        window = {"window": session.window} if session and "window" in known else {}
        given = {name: value for name, value in values.items() if name in known and value is not None}
        return action(by=by, at=at, contract=contract, entry=entry(**given | window), key=key)

    return make


def said_by(action: Any, row_name: str, **fixed: Any) -> Callable[[Any, datetime, Any, dict[str, Any]], Any]:
    """A step whose form's fields are the action's own arguments."""
    return lambda by, at, row, values: action(by=by, at=at, **{row_name: row}, **fixed, **values)


def day_of(value: date | datetime | None) -> str:
    return f"{value:%Y-%m-%d}" if value else ""


def name_of(value: Any) -> str:
    return str(getattr(value, "name", "") or "") if value else ""


def item_of(row: Any) -> str:
    return str(row.item.current.name) if row.item and row.item.current else ""


WHO = (_("姓名或单位"), lambda row: row.person_name)
ITEM = (_("事项"), item_of)
DEPARTMENT = (_("部门"), lambda row: name_of(row.department))
RECORDED = (_("登记"), lambda row: row.recorded_by.name)
