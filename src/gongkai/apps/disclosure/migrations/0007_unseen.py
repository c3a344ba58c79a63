"""What a file holds unseen, told once when it is attached; None for files from before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0006_by_state"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicationfile",
            name="unseen",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
