"""Calendars and reminders that people have asked for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import umay.kit.kernel.clock
import umay.kit.kernel.ids
from umay.cooperation.accords.calendar_sql import FUNCTIONS
from umay.cooperation.partners.rows import Ruled
from umay.kit.kernel.rows.operations import AsKeeper

_OWN = "user_id = (select ctx.uid())"


class Migration(migrations.Migration):
    dependencies = [
        ("accords", "0005_meetings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.UUIDField(default=umay.kit.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.DateTimeField(default=umay.kit.kernel.clock.now)),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                ("kind", models.CharField(choices=[("feed", "Calendar"), ("mail", "Reminders by e-mail")], max_length=6)),
                ("lang", models.CharField(max_length=5)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("accord", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accords.accord")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "accords_subscription",
                "ordering": ["-recorded_at", "id"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("ended_at__isnull", True), ("kind", "mail")), fields=("user",), name="one_mail"),
                    models.CheckConstraint(condition=models.Q(("kind", "feed"), models.Q(("email", ""), _negated=True), _connector="OR"), name="mail_has_address"),
                ],
            },
        ),
        Ruled("accords_subscription", see=_OWN, add=_OWN, change=_OWN, trigger="coop.partner_row()"),
        AsKeeper(FUNCTIONS),
    ]
