"""A masked field with the way to see it: {% load personal %}{% masked case "id_sealed" %}."""

from typing import Any

from django import template
from django.urls import reverse

from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.personal_data import personal_field
from windows.queries.disclosure import field_title, is_personal, masked_value

register = template.Library()


@register.inclusion_tag("windows/_masked.html", takes_context=True)
def masked(context: Any, row: Any, field: str) -> dict[str, Any]:
    """The masked value, and a button for those who may see more. Shape: the row has a `contract`. No query."""
    user, text = context["request"].user, masked_value(row, field)
    hidden = is_personal(row, personal_field(row._meta.label_lower, field))
    url = ""
    if text and hidden and holds(user, Permission.CASE_UNMASK, row.contract):
        url = reverse("windows:case-unmask", args=[row.contract.slug, row._meta.model_name, row.pk, field])
    return {"text": text, "url": url, "title": field_title(row._meta.label_lower, field)}
