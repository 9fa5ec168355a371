from django.db import migrations

from umay.ground.journal.sql import FUNCTIONS, TABLES
from umay.kit.kernel.rows.context import CONTEXT, FOLLOW
from umay.kit.kernel.rows.operations import Sql


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [Sql(CONTEXT), Sql(FOLLOW), Sql(TABLES), Sql(FUNCTIONS)]
