from django.db import migrations

from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("placements", "0001_initial"), ("offices", "0002_rows")]

    operations = [
        Guard("placements_placement", follows=("cases_case", "case_id")),
    ]
