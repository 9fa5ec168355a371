"""Offices and teams are opened, renamed and closed later too: as a signed deed, closing by two people, and never with anything left in them."""

import django.db.models.deletion
from django.db import migrations, models

import umay.kit.kernel.ids
from umay.ground.offices.closing_sql import FILES, LEFT, POWER
from umay.kit.kernel.rows.operations import AsKeeper, Sql


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0008_power"),
        ("intake", "0002_rows"),
        ("cases", "0002_rows"),
        ("families", "0002_rows"),
    ]

    operations = [
        migrations.AddField("team", "closed_on", models.DateField(blank=True, null=True)),
        migrations.AlterField(
            "notice",
            "kind",
            models.CharField(
                choices=[
                    ("glass", "A file was opened in an emergency"),
                    ("concern", "A concern was recorded on a visit"),
                    ("known", "Another office asks about a child known to you"),
                    ("asked", "An office asks about one of your families"),
                    ("ratify", "An emergency placement waits for your confirmation"),
                    ("account", "A powerful role waits for a second person"),
                    ("reset", "An administrator gave somebody a new way to sign in"),
                    ("recovered", "A way to sign in was given to an administrator on the server"),
                    ("assigned", "A case was given to you"),
                    ("closing", "The closing of an office or a team waits for a second person"),
                    ("passed", "A foster family was handed over to your office"),
                    ("handed", "A case was handed over to your office"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            "Closing",
            [
                (
                    "id",
                    models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False),
                ),
                ("country", models.CharField(max_length=2)),
                ("why", models.TextField()),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_by", models.UUIDField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="offices.office"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="offices.team",
                    ),
                ),
            ],
            options={"db_table": "offices_closing", "ordering": ["proposed_at", "id"]},
        ),
        migrations.AddConstraint(
            "closing",
            models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True), models.Q(("confirmed_by", models.F("proposed_by")), _negated=True), _connector="OR"
                ),
                name="closing_second_person",
            ),
        ),
        migrations.AddConstraint(
            "closing",
            models.UniqueConstraint(
                fields=["office", "team"],
                condition=models.Q(("confirmed_at__isnull", True), ("dropped_at__isnull", True)),
                nulls_distinct=False,
                name="one_closing_waits",
            ),
        ),
        AsKeeper(LEFT),
        Sql(POWER),
        Sql(FILES),
    ]
