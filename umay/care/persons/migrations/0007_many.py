from django.db import migrations

from umay.care.persons.sql import KEEPERS_KEYS, MANY
from umay.kit.kernel.rows.operations import AsKeeper, Sql


class Migration(migrations.Migration):
    dependencies = [
        ("persons", "0006_upload_outcome"),
    ]

    operations = [
        AsKeeper(MANY),
        Sql(KEEPERS_KEYS),
    ]
