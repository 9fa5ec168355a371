from django.db import migrations

from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("offices", "0002_rows")]

    operations = [
        Guard("matching_match", follows=("cases_case", "case_id")),
        Guard("matching_candidate", follows=("matching_match", "match_id")),
    ]
