from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0002_rows"), ("placements", "0003_handover")]

    operations = [
        migrations.AddField("visit", "missed_kind", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddField("concern", "kind", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    ("child_said__isnull", False),
                    ("child_not_heard_why__isnull", False),
                    _connector="OR",
                ),
                name="done_has_childs_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "missed"), _negated=True),
                    models.Q(("missed_kind", ""), _negated=True),
                    _connector="OR",
                ),
                name="missed_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "planned"), models.Q(("rule", ""), _negated=True)),
                fields=("placement",),
                name="one_next_visit",
            ),
        ),
    ]
