from django.db import migrations

from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial"), ("offices", "0002_rows")]

    operations = [
        Guard("visits_visit", follows=("placements_placement", "placement_id")),
        Guard("visits_concern", follows=("visits_visit", "visit_id")),
    ]
