"""Sixty passwords under both profiles, and what a password may not tell about its owner (security.md A2)."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.actions.passwords import change_password
from accounts.models import User
from accounts.rules import character_classes, new_password
from hall_ops.lib.permissions import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.contracts import ContractFactory, OrganisationFactory, member

OK, SHORT, LONG, CLASSES = "", "password_too_short", "password_too_long", "password_too_few_classes"
COMMON, RUN, WORN, CONTEXT = "password_too_common", "password_run", "password_worn", "password_context"
# password, first complaint under mlps3, first complaint under asvs
TABLE = [
    ("Harbour-42-kite", OK, OK),
    ("correct horse battery staple", CLASSES, OK),
    ("Correct horse battery staple", OK, OK),
    ("correct horse 9 battery", OK, OK),
    ("purplemonkeydish", CLASSES, OK),
    ("purplemonkeydish7", CLASSES, OK),
    ("PurpleMonkeyDish", CLASSES, OK),
    ("PurpleMonkeyDish7", OK, OK),
    ("purple_monkey_7", OK, OK),
    ("PURPLE_MONKEY_7", OK, OK),
    ("琴瑟和鸣七弦风雨故人来听", CLASSES, OK),
    ("琴瑟和鸣Qinse弦乐八音", OK, OK),
    ("a", SHORT, SHORT),
    ("Ab1-", SHORT, SHORT),
    ("Harbour-42-", SHORT, SHORT),
    ("Harbour-42-k", OK, OK),
    ("Kx7m-9qRt-4Wd2", OK, OK),
    ("Tz-9" + "xkwbdm" * 20, OK, OK),
    ("Tz-9" + "xkwbdm" * 20 + "wqkt", OK, OK),
    ("Tz-9" + "xkwbdm" * 20 + "wqktb", LONG, LONG),
    ("Tz-9" + "xkwbdm" * 200, LONG, LONG),
    ("            ", CLASSES, RUN),
    ("aaaaaaaaaaaa", CLASSES, RUN),
    ("Aa1-aaaaaaaa", RUN, RUN),
    ("Harbour-111111", RUN, RUN),
    ("Harbour-11111", OK, OK),
    ("Harbour-123456", RUN, RUN),
    ("Harbour-654321", RUN, RUN),
    ("Harbour-12345", OK, OK),
    ("Harbour-567890", RUN, RUN),
    ("Harbour-abcdef9", RUN, RUN),
    ("Harbour-FEDCBA9", RUN, RUN),
    ("Qwerty-harbour-9", RUN, RUN),
    ("harbour-ASDFGH-9", RUN, RUN),
    ("harbour-zxcvbn-9", RUN, RUN),
    ("1qaz2wsx-Harbour", RUN, RUN),
    ("1q2w3e4r-Harbour", RUN, RUN),
    ("qwertyuiop123", CLASSES, COMMON),
    ("1234567890123", CLASSES, RUN),
    ("Password-2026-x", WORN, WORN),
    ("P@ssw0rd-2026-x", WORN, WORN),
    ("p455word-Harbour", WORN, WORN),
    ("Admin-harbour-9", WORN, WORN),
    ("4dmin-Harbour-9", WORN, WORN),
    ("Welcome-to-2026", WORN, WORN),
    ("Woaini-harbour-9", WORN, WORN),
    ("Zhengwu-harbour9", WORN, WORN),
    ("Linhaixia-kite-9", CONTEXT, CONTEXT),
    ("kite-LINHAIXIA-9", CONTEXT, CONTEXT),
    ("Kite-haixialin-9", CONTEXT, CONTEXT),
    ("林海霞-Harbour-9", OK, OK),
    ("lhx1990-Harbour-k", CONTEXT, CONTEXT),
    ("lhx_1990-Harbour", CONTEXT, CONTEXT),
    ("LHX900312-kite-k", CONTEXT, CONTEXT),
    ("lhx-Harbour-7-kite", OK, OK),
    ("Lin1990-kite-rope", CONTEXT, CONTEXT),
    ("Kite-lin.haixia-9", CONTEXT, CONTEXT),
    ("Kite-GH20417-rope", CONTEXT, CONTEXT),
    ("Kite-binhufuwu-9", CONTEXT, CONTEXT),
    ("Kite-滨湖服务-Rope9", CONTEXT, CONTEXT),
]


@pytest.fixture
def clerk(db: None) -> User:
    contract = ContractFactory(
        short_name="滨湖服务",
        purchaser=OrganisationFactory(name="滨湖政数局"),
        contractor=OrganisationFactory(name="云帆物业"),
    )
    user = UserFactory(username="lin.haixia", name="林海霞", holder="GH20417", password="Aurora-71-birch")
    return member(Role.CLERK, contract, user=user)


def complaint(password: str, user: User) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {str(each.code) for each in error.error_list}
    return set()


def test_table_holds_sixty_passwords() -> None:
    assert len(TABLE) == 60
    assert len({row[0] for row in TABLE}) == 60


@pytest.mark.parametrize(("password", "mlps3", "asvs"), TABLE, ids=lambda value: str(value)[:24] or "ok")
def test_password_is_judged_by_profile(
    clerk: User, settings: Settings, password: str, mlps3: str, asvs: str
) -> None:
    for profile, wanted in (("mlps3", mlps3), ("asvs", asvs)):
        settings.SECURITY_PROFILE = profile
        found = complaint(password, clerk)
        assert (wanted in found) if wanted else (found == set()), f"{profile}: {found}"


@pytest.mark.parametrize(("profile", "barred"), [("mlps3", True), ("asvs", False)])
def test_last_five_passwords_are_barred_by_mlps3(
    clerk: User, settings: Settings, profile: str, barred: bool
) -> None:
    settings.SECURITY_PROFILE = profile
    words = [
        "Birch-71-aurora",
        "Cedar-72-lagoon",
        "Maple-73-meadow",
        "Rowan-74-summit",
        "Aspen-75-harbour",
        "Larch-76-quiet",
    ]
    old = "Aurora-71-birch"
    for word in words:
        clerk = change_password(by=clerk, old=old, new=word, at=timezone.now())
        old = word

    assert [("password_used_before" in complaint(word, clerk)) for word in words] == [False] + [barred] * 5


def test_messages_are_chinese(clerk: User) -> None:
    with pytest.raises(ValidationError) as caught:
        validate_password("abc", clerk)

    assert all(any("一" <= sign <= "鿿" for sign in text) for text in caught.value.messages)


def test_new_password_is_random_and_passes_the_strict_profile(clerk: User, settings: Settings) -> None:
    settings.SECURITY_PROFILE = "mlps3"
    made = {new_password() for _ in range(200)}

    assert len(made) == 200
    assert all(character_classes(password) == 4 and len(password) == 19 for password in made)
    assert not any(sign in password for password in made for sign in "0O1lI")


def test_factory_password_fits_both_profiles(clerk: User) -> None:
    assert complaint(PASSWORD, clerk) == set()
