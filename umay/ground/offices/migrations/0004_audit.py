from django.db import migrations

from umay.ground.offices.sql import AUDIT
from umay.kit.kernel.rows.operations import AsKeeper, Sql


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_sign_in"), ("journal", "0003_unnamed")]

    operations = [Sql("grant select on journal_entry to umay_keeper"), AsKeeper(AUDIT)]
