"""The whole bot at a glance, floor by floor."""

from handlers import actions, digest, home, ledger, people, reports, ripples, teams, workstreams
from handlers import help as helping
from handlers.feature import Feature

_SENDING: tuple[Feature, ...] = (
    teams.FEATURE,
    people.FEATURE,
    workstreams.FEATURE,
    actions.FEATURE,
    digest.FEATURE,
    home.FEATURE,
    reports.FEATURE,
)
_FEATURES = (*_SENDING, ledger.feature_for(_SENDING))
FEATURES: tuple[Feature, ...] = (helping.feature_for(_FEATURES), *_FEATURES)
ripples.wire(FEATURES)
