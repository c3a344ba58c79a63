"""Tables of disputes. None of them says who applied or sued."""

from gongkai.apps.remedies.models.disputes import Dispute
from gongkai.apps.remedies.models.facts import DisputeFact
from gongkai.apps.remedies.models.stages import DisputeStage, Ending

__all__ = ["Dispute", "DisputeFact", "DisputeStage", "Ending"]
