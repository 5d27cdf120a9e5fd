"""Pictures. Those from elsewhere are fetched only when the person asks, so that looking at the page calls nobody."""

from markupsafe import Markup

from sandbox.page.blockkit.markup import tag
from sandbox.page.blockkit.place import Json, Place


def picture(element: Json, place: Place, class_: str) -> Markup:
    """Return the picture, or a button that fetches it from elsewhere; the alternative text stands in either way."""
    held = element.get("slack_file") or {}
    kept = place.reader.files.get(str(held.get("id")))
    address = str(element.get("image_url") or held.get("url") or kept or "")
    alt = str(element.get("alt_text") or element.get("image_alt") or "")
    if address and is_ours(address, place):
        return tag("img", src=address, alt=alt, class_=class_, loading="lazy")
    described = tag("span", alt or "Picture", class_="alt")
    if not address.startswith(("https://", "http://")):
        return tag("span", described, class_=f"{class_} picture", role="img", aria_label=alt or "Picture")
    ask = tag("button", "Load picture", type="button", class_="button quiet", data_load=address, data_alt=alt)
    return tag("span", described, ask, class_=f"{class_} picture")


def is_ours(address: str, place: Place) -> bool:
    """Whether this address is a path of ours, or under our base URL."""
    if address.startswith("/") and not address.startswith(("//", "/\\")):
        return True
    return bool(place.base_url) and address.startswith(f"{place.base_url.rstrip('/')}/")
