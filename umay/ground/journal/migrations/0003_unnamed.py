from django.db import migrations, models

from umay.ground.journal.sql import SEALS, UNNAMED
from umay.kit.kernel.rows.operations import Sql


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_rows")]

    operations = [
        Sql(UNNAMED),
        migrations.AddField("seal", "floor", models.BigIntegerField(default=0)),
        migrations.AddField("seal", "from_xid", models.BigIntegerField(default=0)),
        migrations.AddField("seal", "to_xid", models.BigIntegerField(default=0)),
        Sql(SEALS),
    ]
