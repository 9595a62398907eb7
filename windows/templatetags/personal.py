"""A masked field with the way to see it: {% load personal %}{% masked case "id_sealed" %}."""

from typing import Any

from django import template
from django.urls import reverse

from hall_ops.lib.personal_data import personal_field
from windows.queries.disclosure import field_title, is_personal, masked_value, may_see

register = template.Library()


@register.inclusion_tag("windows/_masked.html", takes_context=True)
def masked(context: Any, row: Any, field: str) -> dict[str, Any]:
    """The masked value, and a button for those who may see more. Shape: the row has a `contract`. No query."""
    entry, text = personal_field(row._meta.label_lower, field), masked_value(row, field)
    contract, url = context.get("contract"), ""
    if contract is None or contract.pk != row.contract_id:
        contract = row.contract
    if text and is_personal(row, entry) and may_see(context["request"].user, contract, entry):
        url = reverse("windows:case-unmask", args=[contract.slug, row._meta.model_name, row.pk, field])
    return {"text": text, "url": url, "title": field_title(row._meta.label_lower, field)}
