"""Websites of bodies, and the words a government adds to the dictionary of its screening."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.models.dated import OPEN, Dated, in_order


class Website(Dated):
    """The website of a body; bodies below it that have none of their own publish there.

    domain     its English domain, as the page tags print it
    site_code  identification code: six digits of the division and four of its own, or bm and eight digits
    icp_number, police_number  of its filing with the authorities of communications and of public security
    adds_up    its top columns together hold everything that is published: their numbers add up to the whole
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="websites")
    name = models.CharField(max_length=100)
    domain = models.CharField(max_length=200, blank=True)
    site_code = models.CharField(max_length=10, blank=True)
    icp_number = models.CharField(max_length=40, blank=True, default="")
    police_number = models.CharField(max_length=40, blank=True, default="")
    adds_up = models.BooleanField(default=False)

    class Meta:
        ordering = ("public_body", "id")
        constraints = (
            in_order("website"),
            models.UniqueConstraint(fields=["public_body"], condition=OPEN, name="website_open_once"),
        )

    def __str__(self) -> str:
        return self.name


class SiteWord(models.Model):
    """A word that the screening of one government looks for besides those of the dictionary.

    says        the right word, or why to look at it
    is_dropped  no longer looked for; kept so that earlier marks can be explained
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="site_words")
    word = models.CharField(max_length=60)
    says = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ("word",)
        constraints = (
            models.UniqueConstraint(
                fields=["public_body", "word"], condition=Q(is_dropped=False), name="site_word_once"
            ),
        )

    def __str__(self) -> str:
        return self.word
