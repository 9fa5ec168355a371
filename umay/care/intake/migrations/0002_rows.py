from django.db import migrations

from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("offices", "0002_rows")]

    operations = [
        Guard("intake_report"),
        Guard("intake_report_child", follows=("intake_report", "report_id")),
    ]
