"""Whom consultation letters ask, and about what."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inforequests", "0006_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter", models.CharField(max_length=40)),
                ("to", models.CharField(max_length=20)),
                ("organ", models.CharField(blank=True, max_length=200)),
                ("sealed_whom", models.BinaryField(blank=True)),
                ("what", models.CharField(max_length=1000)),
                ("sent_on", models.DateField()),
                ("internal_limit", models.DateField(blank=True, null=True)),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="inforequests.inforequest",
                    ),
                ),
            ],
            options={
                "ordering": ("sent_on", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("info_request", "letter"), name="consultation_letter_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to", "third_party"), _negated=True), ("organ", ""), _connector="OR"
                        ),
                        name="consultation_third_party_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to", "third_party"), models.Q(("organ", ""), _negated=True), _connector="OR"
                        ),
                        name="consultation_organ_named",
                    ),
                ],
            },
        ),
    ]
