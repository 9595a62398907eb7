"""Matters that were opened from a refusal by hand are tied to that refusal."""

from django.db import migrations


def link(apps, schema_editor):
    Matter = apps.get_model("windows", "UnresolvedMatter")
    RefusalLook = apps.get_model("windows", "RefusalLook")
    for matter in Matter.objects.filter(source="refusal", case__isnull=False, refusal=None).order_by("pk"):
        looks = RefusalLook.objects.filter(case=matter.case_id, asked_at__lte=matter.recorded_at, matter=None)
        look = looks.order_by("pk").last()
        if look is not None:
            Matter.objects.filter(pk=matter.pk).update(refusal=look)


class Migration(migrations.Migration):
    dependencies = [("windows", "0002_refusals_and_files")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
