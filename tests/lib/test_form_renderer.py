"""What a form says where nothing is chosen."""

import pytest
from django import forms

from contracts.models import Team


class Choosing(forms.Form):
    team = forms.ModelChoiceField(Team.objects.none())
    other = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label="不分班组")
    plain = forms.ChoiceField(choices=[("a", "甲"), ("b", "---------")])


@pytest.mark.django_db
def test_an_empty_choice_is_asked_in_words() -> None:
    form = Choosing()

    assert str(form["team"]).count("请选择") == 1 and "---" not in str(form["team"])
    assert "不分班组" in str(form["other"]) and "请选择" not in str(form["other"])
    assert "甲" in str(form["plain"]) and "---------" in str(form["plain"])
