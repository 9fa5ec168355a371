from django.db import migrations

from umay.ground.offices.sql import DESTROYING, GRANTS, KEEPER, KEYS
from umay.kit.kernel.rows.operations import AsKeeper, Sql


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial"), ("journal", "0002_rows")]

    operations = [Sql(GRANTS), Sql(KEYS), AsKeeper(KEEPER), AsKeeper(DESTROYING)]
