from django.db import migrations

from umay.care.families.sql import ASKS, CARDS, LEDGER, READING
from umay.kit.kernel.rows.operations import AsKeeper, Guard, Sql


class Migration(migrations.Migration):
    dependencies = [("families", "0003_life"), ("persons", "0002_rows"), ("offices", "0002_rows")]

    operations = [
        Guard("families_check", follows=("families_family", "family_id")),
        Sql(READING),
        AsKeeper(LEDGER),
        AsKeeper(CARDS),
        AsKeeper(ASKS),
    ]
