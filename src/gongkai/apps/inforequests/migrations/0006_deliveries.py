"""How replies are served, and who was late."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_bodies"),
        ("inforequests", "0005_adviser_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(max_length=20)),
                ("proof", models.CharField(max_length=300)),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("delivered_on", models.DateField(blank=True, null=True)),
                ("late_reason", models.CharField(blank=True, max_length=1000)),
                (
                    "info_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery",
                        to="inforequests.inforequest",
                    ),
                ),
                (
                    "late_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.publicbody",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["in_person", "china_post", "electronic"])),
                        name="delivery_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("posted_on__isnull", False), ("way", "china_post")),
                            models.Q(
                                models.Q(("way", "china_post"), _negated=True),
                                ("delivered_on__isnull", False),
                                ("posted_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("late_reason", ""), ("late_unit__isnull", True)),
                            models.Q(("late_unit__isnull", False), models.Q(("late_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="delivery_lateness_whole",
                    ),
                ],
            },
        ),
    ]
