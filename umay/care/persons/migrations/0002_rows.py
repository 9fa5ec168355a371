from django.db import migrations

from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("persons", "0001_initial"), ("offices", "0002_rows")]

    operations = [
        Guard("persons_person"),
        Guard("persons_name", follows=("persons_person", "person_id")),
        Guard("persons_token", follows=("persons_person", "person_id"), deletes=True),
        Guard("persons_paper", follows=("persons_person", "person_id")),
        Guard("persons_tie", follows=("persons_person", "person_id")),
        Guard("persons_draft", own_only=True, deletes=True),
    ]
