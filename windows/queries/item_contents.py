"""Versions of items read back as plain content."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from windows.models import ItemVersion, Material, Situation, SituationOption
from windows.rules.item_content import PLAIN, ItemContent, Paper, Question, Step


def with_parts(versions: Iterable[ItemVersion]) -> list[ItemVersion]:
    """Versions with questions, options and papers at hand. Four queries, however many there are."""
    found = list(versions)
    options = SituationOption.objects.order_by("position")
    situations = Situation.objects.order_by("position").prefetch_related(Prefetch("options", options))
    materials = Material.objects.order_by("position").prefetch_related(
        Prefetch("options", SituationOption.objects.only("pk"))
    )
    prefetch_related_objects(found, Prefetch("situations", situations), Prefetch("materials", materials))
    return found


def content_of(version: ItemVersion) -> ItemContent:
    """What a version says. No query where its parts are at hand."""
    questions = list(version.situations.all())
    places = {
        option.pk: (row, column)
        for row, question in enumerate(questions, start=1)
        for column, option in enumerate(question.options.all(), start=1)
    }
    return ItemContent(
        **{name: getattr(version, name) for name in PLAIN},
        channels=tuple(version.channels),
        special_steps=tuple(Step(step["name"], step["days"]) for step in version.special_steps),
        questions=tuple(
            Question(question.question, tuple(option.label for option in question.options.all()))
            for question in questions
        ),
        papers=tuple(_paper(material, places) for material in version.materials.all()),
    )


def _paper(material: Material, places: dict[int, tuple[int, int]]) -> Paper:
    return Paper(
        material.name,
        material.form,
        material.copies,
        material.necessity,
        material.licence,
        material.note,
        tuple(sorted(places[option.pk] for option in material.options.all() if option.pk in places)),
    )
