"""Tables of disclosure, a file each for what belongs together."""

from gongkai.apps.disclosure.models.belongings import LetStand, PublicationFile
from gongkai.apps.disclosure.models.documents import (
    CoIssuer,
    DocumentReturn,
    Filing,
    LegalityReview,
    NormativeDocument,
    StatusEvent,
)
from gongkai.apps.disclosure.models.interpretations import (
    Interpretation,
    InterpretationPlan,
    InterpretationProblem,
    InterpretationWaiver,
)
from gongkai.apps.disclosure.models.publications import Publication, PublishingRule, SignOff, StatedReview, Version
from gongkai.apps.disclosure.models.rule_book import RuleBookEntry, RuleBookVersion

__all__ = [
    "CoIssuer",
    "DocumentReturn",
    "Filing",
    "Interpretation",
    "InterpretationPlan",
    "InterpretationProblem",
    "InterpretationWaiver",
    "LegalityReview",
    "LetStand",
    "NormativeDocument",
    "Publication",
    "PublicationFile",
    "PublishingRule",
    "RuleBookEntry",
    "RuleBookVersion",
    "SignOff",
    "StatedReview",
    "StatusEvent",
    "Version",
]
