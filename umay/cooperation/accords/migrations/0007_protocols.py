"""A protocol is drafted, agreed and signed here too (docs/decisions/0069-chain.md). Those that were loaded from a source are signed."""

from django.db import migrations, models

from umay.cooperation.accords.protocol_sql import KEPT
from umay.cooperation.partners.rows import Joint
from umay.kit.kernel.rows.operations import Sql

_STATES = [("draft", "Draft"), ("signed", "Signed")]
_SEE = Joint("accords_protocol", public="state <> 'draft'").seen_by()


class Migration(migrations.Migration):
    dependencies = [("accords", "0006_calendars")]

    operations = [
        migrations.AddField("protocol", "state", models.CharField(choices=_STATES, default="signed", max_length=8)),
        migrations.AlterField("protocol", "state", models.CharField(choices=_STATES, default="draft", max_length=8)),
        migrations.AddField("protocol", "announced_on", models.DateField(blank=True, null=True)),
        migrations.AddField("protocol", "sha256", models.CharField(blank=True, default="", max_length=64)),
        # A draft is for desks alone, also where every side has released the accord already.
        Sql(f"alter policy accords_protocol_see on accords_protocol using ({_SEE})"),
        Sql(KEPT),
    ]
