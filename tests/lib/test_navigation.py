"""Which entry of the navigation is where one is."""

from hall_ops.lib.navigation import AT_A_GLANCE, _keep_nearest, is_here, is_open


def test_of_entries_above_one_another_the_nearest_is_lit() -> None:
    urls = ["/hall/windows/ledgers/", "/hall/windows/ledgers/old/", "/hall/windows/stats/"]
    items = [{"url": url, "active": is_here(url, "/hall/windows/ledgers/old/7/")} for url in urls]

    _keep_nearest(items)

    assert [item["active"] for item in items] == [False, True, False]


def test_nowhere_near_nothing_is_lit() -> None:
    items = [{"url": "/hall/windows/stats/", "active": is_here("/hall/windows/stats/", "/hall/posts/")}]

    _keep_nearest(items)

    assert not items[0]["active"]


def test_few_entries_are_all_shown_many_only_where_one_is() -> None:
    here, elsewhere = [{"active": False}, {"active": True}], [{"active": False}]

    assert is_open(elsewhere, AT_A_GLANCE)
    assert is_open(here, AT_A_GLANCE + 1)
    assert not is_open(elsewhere, AT_A_GLANCE + 1)
