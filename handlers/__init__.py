"""The whole bot at a glance, floor by floor."""

from handlers import (
    actions,
    agenda,
    calendars,
    digest,
    home,
    ledger,
    meetings,
    people,
    reports,
    ripples,
    teams,
    updates,
    workstreams,
)
from handlers import help as helping
from handlers.feature import Feature

_SENDING: tuple[Feature, ...] = (
    teams.FEATURE,
    people.FEATURE,
    workstreams.FEATURE,
    calendars.FEATURE,
    actions.FEATURE,
    updates.FEATURE,
    agenda.FEATURE,
    meetings.FEATURE,
    digest.FEATURE,
    home.FEATURE,
    reports.FEATURE,
)
_FEATURES = (*_SENDING, ledger.feature_for(_SENDING))
FEATURES: tuple[Feature, ...] = (helping.feature_for(_FEATURES), *_FEATURES)
ripples.wire(FEATURES)
