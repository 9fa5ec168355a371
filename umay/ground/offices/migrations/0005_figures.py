from django.db import migrations

from umay.ground.offices.sql import FIGURES
from umay.kit.kernel.rows.operations import AsKeeper


class Migration(migrations.Migration):
    dependencies = [("offices", "0004_audit")]

    operations = [AsKeeper(FIGURES)]
