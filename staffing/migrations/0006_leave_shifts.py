"""A shift given up for a leave keeps its window in mind, and the substitute sits there meanwhile."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staffing", "0005_former_pay_parts")]

    operations = [
        migrations.RemoveConstraint(model_name="shift", name="one_person_a_window"),
        migrations.AlterField(
            model_name="shift",
            name="kind",
            field=models.CharField(
                choices=[
                    ("regular", "正常班"), ("float", "机动"), ("substitute", "顶岗"), ("extended", "延时"),
                    ("training", "培训"), ("leave", "请假"),
                ],
                default="regular", max_length=10, verbose_name="班别",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.UniqueConstraint(
                condition=models.Q(("window__isnull", False), models.Q(("kind", "leave"), _negated=True)),
                fields=("window", "day", "session"),
                name="one_person_a_window",
            ),
        ),
    ]  # fmt: skip
