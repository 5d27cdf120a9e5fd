"""The whole bot at a glance, floor by floor."""

from handlers import help as helping
from handlers.feature import Feature

_FEATURES: tuple[Feature, ...] = ()
FEATURES: tuple[Feature, ...] = (helping.feature_for(_FEATURES), *_FEATURES)
