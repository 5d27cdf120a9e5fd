"""Each morning one calm note to the person who can act, across all their teams; and none when nothing is owed."""

from handlers.digest import routines
from handlers.feature import Feature, Morning

FEATURE = Feature(
    "digest",
    mornings=(Morning(routines.DIGEST, "Your morning note", routines.digest, routines.preview),),
    follows={"action": routines.follow, "update": routines.follow},
)
