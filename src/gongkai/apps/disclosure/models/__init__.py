"""Tables of disclosure, a file each for what belongs together."""

from gongkai.apps.disclosure.models.belongings import LetStand, PublicationFile
from gongkai.apps.disclosure.models.publications import Publication, PublishingRule, SignOff, StatedReview, Version

__all__ = [
    "LetStand",
    "Publication",
    "PublicationFile",
    "PublishingRule",
    "SignOff",
    "StatedReview",
    "Version",
]
