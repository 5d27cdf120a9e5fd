"""What Slack's own client checks before a form is sent: required fields, lengths, numbers, addresses."""

import re
from decimal import Decimal, InvalidOperation

from sandbox import states
from sandbox.acts import elements
from sandbox.acts.elements import Found
from sandbox.records import Json, View

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"https?://\S+")


def problems(view: View) -> dict[str, str]:
    """{label: what is wrong}; nothing if the form can be sent."""
    found: dict[str, str] = {}
    for field in elements.all_in(view.blocks):
        if field.block["type"] != "input":
            continue
        held = view.values[field.block["block_id"]][field.element["action_id"]]
        if problem := problem_of(field, held[states.key(field.kind)]):
            found[field.label] = problem
    return found


def problem_of(field: Found, value: object) -> str:
    if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
        return "" if field.block.get("optional") else "Please complete this required field."
    check = CHECKS.get(field.kind)
    return check(field.element, str(value)) if check else ""


def length(element: Json, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", len(value)):
        return f"Enter at most {element['max_length']} characters."
    return ""


def number(element: Json, value: str) -> str:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return "Enter a number."
    if not element.get("is_decimal_allowed") and amount != int(amount):
        return "Enter a whole number."
    if "min_value" in element and amount < Decimal(element["min_value"]):
        return f"Enter {element['min_value']} or more."
    if "max_value" in element and amount > Decimal(element["max_value"]):
        return f"Enter {element['max_value']} or less."
    return ""


def email(_element: Json, value: str) -> str:
    return "" if EMAIL.fullmatch(value) else "Enter an email address."


def url(_element: Json, value: str) -> str:
    return "" if URL.fullmatch(value) else "Enter a web address."


CHECKS = {
    "plain_text_input": length,
    "number_input": number,
    "email_text_input": email,
    "url_text_input": url,
}
