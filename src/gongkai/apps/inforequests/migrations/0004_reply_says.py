"""What a reply says besides its text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inforequests", "0003_assignments"),
    ]

    operations = [
        migrations.AddField(
            model_name="reply",
            name="says",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
