"""The catalogue of personal data is complete: a field that sounds personal and is not judged fails the build (D1)."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from hall_ops.lib.personal_data import Level, Mask, PersonalField, catalogue, reviewed

WORDS = frozenset(
    """
    name names username nickname holder alias phone phones tel telephone mobile fax email mail mailbox address addr ip
    contact contacts agent applicant collector recipient sender receiver payee payer person people rater caller visitor
    witness guardian client customer citizen passport birth birthday born gender sex age ethnicity nationality photo
    portrait face avatar signature signatory fingerprint cipher secret password initials wechat openid device
    identity idcard plate signer
    """.split()  # noqa: SIM905
)
NUMBERED = re.compile(r"(^|_)id_|(^|_)sealed$|(^|_)(bank|card|account)_(no|number)")
SPOKEN = re.compile(
    r"姓名|人员|人$|电话|手机|证件|证号|身份证|住址|地址|邮箱|邮编|联系|账号|口令|密码|签名|照片|指纹|生日(?!期)|出生|性别|民族"
    r"|年龄|银行|户名|微信|车牌|工号"
)
ALWAYS = (models.BinaryField, models.FileField, models.GenericIPAddressField, models.EmailField)


def sounds_personal(field: models.Field) -> bool:
    """By its name, its label or its type. A link to another row is judged there."""
    if field.is_relation or isinstance(field, models.BooleanField | models.AutoField):
        return False
    return (
        isinstance(field, ALWAYS)
        or bool(WORDS & set(field.name.split("_")))
        or bool(NUMBERED.search(field.name))
        or bool(SPOKEN.search(str(field.verbose_name)))
    )


def all_fields() -> Iterator[tuple[str, models.Field]]:
    """Every column of every table, those of foreign packages too."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            yield f"{model._meta.label_lower}.{field.name}", field


def columns_of(entry: PersonalField) -> set[str]:
    return {entry.path} | {f"{entry.model}.{index.column}" for index in entry.indexes}


def test_every_field_that_sounds_personal_is_judged() -> None:
    judged = {path for entry in catalogue() for path in columns_of(entry)} | set(reviewed())

    missing = [path for path, field in all_fields() if sounds_personal(field) and path not in judged]

    assert not missing, (
        "list each in its app's personal_data.py, as PERSONAL_FIELDS or with the reason as NOT_PERSONAL:\n"
        + "\n".join(missing)
    )


def test_the_catalogue_names_only_fields_that_exist() -> None:
    existing = {path for path, _ in all_fields()}
    named = [path for entry in catalogue() for path in columns_of(entry)] + list(reviewed())

    assert sorted(set(named) - existing) == []
    assert len(named) == len(set(named)), (
        "a field stands in the catalogue twice, or is called personal and not"
    )


def test_every_line_says_all_there_is_to_say() -> None:
    for entry in catalogue():
        assert entry.purpose, entry.path
        assert entry.retention_days is not None or entry.why_kept, f"{entry.path}: no time and no reason"
        assert entry.retention_days is None or entry.ends, f"{entry.path}: nothing to count its time from"
        assert entry.level is not Level.SENSITIVE or entry.mask is not Mask.SHOWN, f"{entry.path} is shown"
    assert all(reason.strip() for reason in reviewed().values())


@pytest.mark.parametrize(
    "entry", [each for each in catalogue() if each.is_sealed], ids=lambda each: each.path
)
def test_paths_of_sealed_fields_lead_somewhere(entry: PersonalField) -> None:
    model = apps.get_model(entry.model)

    for path in filter(None, (entry.uid, entry.hold, *entry.ends)):
        model._default_manager.values_list(path)
    assert all(isinstance(model._meta.get_field(index.column), models.BinaryField) for index in entry.indexes)


def test_what_the_windows_are_told_to_seal_is_sealed() -> None:
    """ID numbers, telephones and addresses of people do not stand in the open (D3)."""
    hidden = {Mask.NUMBER, Mask.PHONE, Mask.ADDRESS}
    open_ones = [
        entry.path for entry in catalogue() if entry.model.startswith("windows.") and entry.mask in hidden
        and not entry.is_sealed
    ]  # fmt: skip

    assert open_ones == []


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("contact_name", "", models.CharField),
        ("phone", "", models.CharField),
        ("id_number", "", models.CharField),
        ("rater_id_index", "", models.BinaryField),
        ("blob", "", models.BinaryField),
        ("who", "联系人", models.CharField),
        ("where", "邮寄地址", models.TextField),
        ("scan", "", models.ImageField),
        ("came_from", "", models.GenericIPAddressField),
        ("born_on", "", models.DateField),
    ],
)
def test_a_personal_field_is_noticed(name: str, label: str, kind: type[models.Field]) -> None:
    field = kind(verbose_name=label or None)
    field.set_attributes_from_name(name)

    assert sounds_personal(field)


@pytest.mark.parametrize("name", ["state", "number", "registered_at", "amount_yuan", "sha256"])
def test_plain_fields_are_left_alone(name: str) -> None:
    field = models.CharField()
    field.set_attributes_from_name(name)

    assert not sounds_personal(field)
