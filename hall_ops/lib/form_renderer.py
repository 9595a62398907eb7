"""Every form, a library's own included, is drawn with the house's field template, and asks in words."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

SELECT = "django/forms/widgets/select.html"
DASHES = "---------"  # Django's own words for nothing chosen


class HouseRenderer(TemplatesSetting):
    form_template_name = "_components/form.html"
    field_template_name = "_components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            for _group, options, _place in context["widget"]["optgroups"][:1]:
                if options and options[0]["label"] == DASHES:
                    options[0]["label"] = _("请选择")
        return str(super().render(template_name, context, request))
