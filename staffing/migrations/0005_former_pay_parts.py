"""Former pay in its parts: 004 § 三.11(3) compares them one by one."""

from django.db import migrations, models


def yuan(label: str) -> models.DecimalField:
    return models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("staffing", "0004_wage_tax_and_dues")]

    operations = [
        migrations.AddField(model_name="person", name="former_basic_yuan", field=yuan("原基本工资")),
        migrations.AddField(model_name="person", name="former_allowance_yuan", field=yuan("原补贴")),
    ]
