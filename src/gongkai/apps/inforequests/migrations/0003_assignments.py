"""Assignments to units, and the state in which their answer is awaited."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_bodies"),
        ("inforequests", "0002_written_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer", models.CharField(default="pending", max_length=10)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("assigned_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="inforequest",
            name="request_state_known",
        ),
        migrations.AddConstraint(
            model_name="inforequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "submitted",
                            "acknowledged",
                            "registered",
                            "assigned",
                            "in_hand",
                            "awaiting_correction",
                            "in_legal_review",
                            "in_signature",
                            "signed",
                            "replied",
                            "ended",
                            "archived",
                        ],
                    )
                ),
                name="request_state_known",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assigned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="info_request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="inforequests.inforequest"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.publicbody"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["pending", "accepted", "rejected", "bypassed", "replaced"])),
                name="assignment_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "pending"), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", "pending"), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="assignment_answer_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__in", ["rejected", "bypassed"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="assignment_reason_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer", "pending")), fields=("info_request",), name="assignment_one_pending"
            ),
        ),
    ]
