"""Why an actor did what it did: one decision made again and taken apart."""

from eastwest.explaining.agent import explain
from eastwest.explaining.firm import Alternative, FirmStory
from eastwest.explaining.terms import GovernmentStory, GradeTerms, TaskTerms

__all__ = [
    "Alternative",
    "FirmStory",
    "GovernmentStory",
    "GradeTerms",
    "TaskTerms",
    "explain",
]
