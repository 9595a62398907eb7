"""Choosing the language of the pages."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_language_turns_pages_to_english_and_back() -> None:
    client = Client()
    client.post("/language/en/")
    assert client.get("/sign-in/").headers["Content-Language"] == "en"
    client.post("/language/zh-hans/")
    assert client.get("/sign-in/").headers["Content-Language"] == "zh-hans"


@pytest.mark.django_db
def test_language_ignores_unknown_ones_and_foreign_addresses() -> None:
    client = Client()
    answer = client.post("/language/xx/", headers={"referer": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert "hall_language" not in answer.cookies


@pytest.mark.django_db
def test_language_does_not_follow_the_browser() -> None:
    answer = Client().get("/sign-in/", headers={"accept-language": "en-US,en"})
    assert answer.headers["Content-Language"] == "zh-hans"
