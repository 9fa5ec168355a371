from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("placements", "0005_calls")]

    operations = [
        migrations.AlterField(
            "call",
            "answer",
            models.CharField(
                blank=True,
                choices=[
                    ("yes", "The family said yes"),
                    ("no", "The family said no"),
                    ("no_answer", "Nobody answered"),
                    ("withdrew", "The family said yes, then took it back"),
                ],
                default="",
                max_length=9,
            ),
        )
    ]
