from django.db import migrations

from umay.kit.kernel.rows.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("offices", "0002_rows")]

    operations = [
        Guard("cases_case"),
        Guard("cases_child", follows=("cases_case", "case_id")),
        Guard("cases_tried", follows=("cases_case", "case_id")),
        Guard("cases_basis", follows=("cases_case", "case_id")),
        Guard("cases_deadline", follows=("cases_case", "case_id")),
        Guard("cases_contact", follows=("cases_case", "case_id")),
        Guard("cases_kin", follows=("cases_case", "case_id")),
        Guard("cases_note", follows=("cases_case", "case_id")),
    ]
