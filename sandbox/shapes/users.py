"""Users, bots and teams as Slack's JSON shows them."""

import zlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.records import Json, Person, Workspace

COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836")
IMAGE_SIZES = ("24", "32", "48", "72", "192", "512")


def user(person: Person, now: datetime, *, locale: bool = False) -> Json:
    """Slack's user object. A deactivated person has no zone and no roles in it, as in Slack."""
    facts: Json = {
        "id": person.id,
        "team_id": person.home_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": profile(person),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(person.updated_at.timestamp()),
    }
    if person.deleted:
        return facts
    facts |= {
        "color": COLORS[zlib.crc32(person.id.encode()) % len(COLORS)],
        "real_name": person.real_name,
        **zone(person.tz, now),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_email_confirmed": not person.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    if person.is_stranger:
        facts["is_stranger"] = True
    elif locale:  # Slack tells no locale of people from other organisations
        facts["locale"] = person.locale
    return facts


def zone(tz: str, now: datetime) -> Json:
    local = now.astimezone(ZoneInfo(tz))
    offset = local.utcoffset() or timedelta()
    return {"tz": tz, "tz_label": local.tzname() or tz, "tz_offset": int(offset.total_seconds())}


def profile(person: Person) -> Json:
    first, _, last = person.real_name.partition(" ")
    facts: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": "" if person.is_bot else person.name,
        "display_name_normalized": "" if person.is_bot else person.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": person.id.lower(),
        "first_name": first,
        "last_name": last,
        "team": person.home_id,
    }
    facts |= {f"image_{size}": "" for size in IMAGE_SIZES}
    if person.is_bot:
        return facts | {"api_app_id": person.app_id, "bot_id": person.bot_id, "always_active": True}
    return facts | {"email": person.email or f"{person.name}@example.com"}


def interactor(person: Person) -> Json:
    """Who acted, as interaction payloads say it."""
    return {
        "id": person.id,
        "username": person.name,
        "name": person.name,
        "team_id": person.home_id,
    }


def team(workspace: Workspace) -> Json:
    """Which workspace, as interaction payloads say it."""
    return {"id": workspace.id, "domain": workspace.domain}


def team_info(workspace: Workspace, base_url: str) -> Json:
    return {
        "id": workspace.id,
        "name": workspace.name,
        "url": f"{base_url}/",
        "domain": workspace.domain,
        "email_domain": "",
        "icon": {f"image_{size}": "" for size in ("34", "44", "68", "88", "102", "132")}
        | {"image_default": True},
        "avatar_base_url": "",
        "is_verified": False,
    }
