"""The whole bot at a glance, floor by floor."""

from handlers import actions, home, people, reports, ripples, teams, workstreams
from handlers import help as helping
from handlers.feature import Feature

_FEATURES: tuple[Feature, ...] = (
    teams.FEATURE,
    people.FEATURE,
    workstreams.FEATURE,
    actions.FEATURE,
    home.FEATURE,
    reports.FEATURE,
)
FEATURES: tuple[Feature, ...] = (helping.feature_for(_FEATURES), *_FEATURES)
ripples.wire(FEATURES)
