"""The catalogue of personal data: every field that holds some, why, how long, how it is shown and to whom.

Each app lists its own in `personal_data.py` as PERSONAL_FIELDS, and beside them, with the reason, the fields whose
names only sound personal as NOT_PERSONAL. tests/test_personal_data.py holds both against all models.
Source: security.md D1, D2, D4.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from hall_ops.lib import masks
from hall_ops.lib.permissions import Role

SEALED = "_sealed"


class Basis(StrEnum):
    """Why it may be kept at all (Personal Information Protection Law, article 13)."""

    DUTY = "个保法第十三条第一款第三项：履行法定职责所必需"
    CONTRACT = "个保法第十三条第一款第二项：履行合同、人力资源管理所必需"
    SECURITY = "网络安全法第二十三条（原第二十一条）：留存网络日志不少于六个月"


class Level(StrEnum):
    SENSITIVE = "敏感"
    ORDINARY = "一般"
    OFFICIAL = "公务身份"


class Mask(StrEnum):
    NAME = "name"
    UNIT = "unit"
    NUMBER = "number"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    NETWORK = "network"
    ALL = "all"
    SHOWN = "shown"


MASKS: dict[Mask, Callable[[str], str]] = {
    Mask.NAME: masks.mask_name,
    Mask.UNIT: masks.mask_unit,
    Mask.NUMBER: masks.mask_number,
    Mask.PHONE: masks.mask_phone,
    Mask.ADDRESS: masks.mask_address,
    Mask.EMAIL: masks.mask_email,
    Mask.NETWORK: masks.mask_network,
    Mask.ALL: masks.mask_all,
    Mask.SHOWN: str,
}


@dataclass(frozen=True, slots=True)
class Index:
    """A column with the fingerprint of a sealed one. Shape: `field` as blind_index takes it, "" for the label;
    `part` cuts the text first (the last four digits)."""

    column: str
    field: str = ""
    part: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field with personal data.

    Shape: `model` is "app.model"; `field` the column, sealed where it ends with "_sealed"; `uid` the path to the UUID
    that the seal is bound to; `ends` the paths to the times from which retention counts, the first that is set;
    `hold` the path to a text that stops erasure, `held_through` one over several rows or none (one held case of a
    parcel holds the parcel); `only_where` narrows the rows (an organisation's name is nobody's); `whole_row`: the row
    goes, not the field; `is_file`: a link to a StoredFile whose content goes, not the link.
    `retention_days` None: as long as its row, `why_kept` says why; `term` is what a contract may agree another time
    under, `contract` the path to it. `roles` may see it unmasked, one by one; `title` is what screens call it, else
    the column's own label.
    """

    model: str
    field: str
    purpose: str
    basis: Basis
    level: Level
    mask: Mask
    retention_days: int | None
    roles: frozenset[Role] = frozenset()
    why_kept: str = ""
    indexes: tuple[Index, ...] = ()
    uid: str = "uid"
    ends: tuple[str, ...] = ()
    hold: str = ""
    only_where: tuple[tuple[str, str], ...] = ()
    whole_row: bool = False
    label: str = ""
    title: Any = ""
    held_through: str = ""
    term: str = ""
    contract: str = "contract_id"
    is_file: bool = False

    @property
    def name(self) -> str:
        """The field without its ending: "id" of "id_sealed"."""
        return self.field.removesuffix(SEALED)

    @property
    def is_sealed(self) -> bool:
        return self.field == SEALED[1:] or self.field.endswith(SEALED)

    @property
    def path(self) -> str:
        return f"{self.model}.{self.field}"

    @property
    def seal_label(self) -> str:
        """The label the column is sealed under (sealing.label_of)."""
        return self.label or f"{self.model}.{self.name}"

    def masked(self, text: str) -> str:
        return MASKS[self.mask](text) if text else ""


@cache
def catalogue() -> tuple[PersonalField, ...]:
    """Every app's fields, from the lowest app to the highest."""
    return tuple(entry for app in _apps() for entry in import_module(f"{app}.personal_data").PERSONAL_FIELDS)


@cache
def reviewed() -> Mapping[str, str]:
    """Fields that only sound personal. Shape: "app.model.field" → why it is none."""
    return {
        path: why
        for app in _apps()
        for path, why in import_module(f"{app}.personal_data").NOT_PERSONAL.items()
    }


def personal_field(model: str, field: str) -> PersonalField:
    """The catalogue's line of a field. Raises: KeyError."""
    for entry in catalogue():
        if entry.model == model and entry.field == field:
            return entry
    raise KeyError(f"{model}.{field}")


def _apps() -> list[str]:
    names = [config.name for config in apps.get_app_configs() if "." not in config.name]
    return [name for name in names if find_spec(f"{name}.personal_data")]
