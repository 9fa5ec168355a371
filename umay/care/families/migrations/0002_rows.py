from django.db import migrations

from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("families", "0001_initial"), ("offices", "0002_rows")]

    operations = [
        Guard("families_family"),
        Guard("families_member", follows=("families_family", "family_id")),
        Guard("families_place", follows=("families_family", "family_id")),
        Guard("families_willingness", follows=("families_family", "family_id")),
        Guard("families_ask", follows=("families_family", "family_id")),
    ]
