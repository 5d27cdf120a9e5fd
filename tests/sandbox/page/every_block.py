"""One of every block and element, with the demo district's words in them."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, note: str = "") -> Json:
    return {"text": plain(text), "value": value} | ({"description": plain(note)} if note else {})


CONFIRM = {
    "title": plain("Drop this action?"),
    "text": mrkdwn("*A-12* keeps its history and can be brought back."),
    "confirm": plain("Drop it"),
    "deny": plain("Keep it"),
    "style": "danger",
}
STREAMS = [option("Assessment", "1", "Priya Nair"), option("Pacing", "2"), option("Training", "3")]
GROUPS = [
    {"label": plain("At risk"), "options": STREAMS[:2]},
    {"label": plain("On track"), "options": STREAMS[2:]},
]

ELEMENTS: dict[str, Json] = {
    "button": {"type": "button", "text": plain("Done"), "style": "primary", "value": "A-12"},
    "danger": {"type": "button", "text": plain("Drop"), "style": "danger", "value": "A-12", "confirm": CONFIRM},
    "link": {"type": "button", "text": plain("Open the guide"), "url": "https://example.org/guide"},
    "overflow": {"type": "overflow", "options": [option("Hand over", "hand"), option("History", "history", "Who changed what")]},
    "static_select": {"type": "static_select", "placeholder": plain("Workstream"), "options": STREAMS, "initial_option": STREAMS[1]},
    "grouped_select": {"type": "static_select", "placeholder": plain("By state"), "option_groups": GROUPS},
    "multi_static_select": {"type": "multi_static_select", "placeholder": plain("Workstreams"), "options": STREAMS, "initial_options": STREAMS[:2]},
    "users_select": {"type": "users_select", "placeholder": plain("Owner")},
    "multi_users_select": {"type": "multi_users_select", "placeholder": plain("Members"), "max_selected_items": 3},
    "channels_select": {"type": "channels_select", "placeholder": plain("Channel")},
    "conversations_select": {"type": "conversations_select", "placeholder": plain("Where to"), "filter": {"include": ["public", "im"]}},
    "external_select": {"type": "external_select", "placeholder": plain("Any action"), "min_query_length": 0},
    "datepicker": {"type": "datepicker", "initial_date": "2026-11-06", "placeholder": plain("Due")},
    "timepicker": {"type": "timepicker", "initial_time": "15:30", "timezone": "America/New_York"},
    "datetimepicker": {"type": "datetimepicker", "initial_date_time": 1793640600},
    "checkboxes": {"type": "checkboxes", "options": [option("Core member", "core"), option("Invited", "invited", "No weekly forms")], "initial_options": [option("Core member", "core")]},
    "radio_buttons": {"type": "radio_buttons", "options": [option("On track", "on"), option("At risk", "risk"), option("Off track", "off")], "initial_option": option("At risk", "risk")},
    "workflow_button": {"type": "workflow_button", "text": plain("Start the stepback")},
    "image": {"type": "image", "image_url": "https://example.org/chart.png", "alt_text": "Visits by week"},
}  # fmt: skip

INPUTS: dict[str, Json] = {
    "plain_text_input": {"type": "plain_text_input", "placeholder": plain("What is to be done"), "max_length": 255},
    "multiline": {"type": "plain_text_input", "multiline": True, "initial_value": "First line\nsecond line", "min_length": 3},
    "rich_text_input": {"type": "rich_text_input", "placeholder": plain("Notes")},
    "number_input": {"type": "number_input", "is_decimal_allowed": False, "min_value": "0", "max_value": "100", "initial_value": "45"},
    "email_text_input": {"type": "email_text_input", "placeholder": plain("maya@example.org")},
    "url_text_input": {"type": "url_text_input"},
    "file_input": {"type": "file_input", "filetypes": ["pdf", "docx"]},
}  # fmt: skip
FIELDS = (
    "static_select", "grouped_select", "multi_static_select", "users_select", "multi_users_select", "channels_select",
    "conversations_select", "external_select", "datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons",
)  # fmt: skip


def element(name: str) -> Json:
    return {**(ELEMENTS | INPUTS)[name], "action_id": name}


def form() -> list[Json]:
    """Every element that may stand in a field of a form, each in its field."""
    return [
        {"type": "input", "block_id": f"field_{name}", "label": plain(name.replace("_", " ").capitalize()), "element": element(name), "optional": name == "file_input"}
        for name in (*INPUTS, *FIELDS)
    ]  # fmt: skip


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def run(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, "style": style}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def number(value: float) -> Json:
    return {"type": "raw_number", "value": value, "text": f"{value:g}"}


def series(name: str, *values: float) -> Json:
    weeks = ("Week 1", "Week 2", "Week 3", "Week 4")
    return {
        "name": name,
        "data": [{"label": week, "value": value} for week, value in zip(weeks, values, strict=True)],
    }


AXES = {"categories": ["Week 1", "Week 2", "Week 3", "Week 4"], "x_label": "Week", "y_label": "Actions"}


def chart(kind: str) -> Json:
    if kind == "pie":
        segments = [("Done", 8), ("Overdue", 5), ("Due this week", 7), ("Later", 5)]
        drawn: Json = {
            "type": "pie",
            "segments": [{"label": label, "value": value} for label, value in segments],
        }
    else:
        drawn = {
            "type": kind,
            "series": [series("Closed", 2, 5, 4, 8), series("Opened", 6, 3, 4, 2)],
            "axis_config": AXES,
        }
    return {"type": "data_visualization", "title": f"Actions as a {kind} chart", "chart": drawn}


HEAD = [cell("Workstream"), cell("Owner"), cell("Open"), cell("Overdue")]
ROWS = [
    [cell("Assessment"), cell("Priya Nair"), number(3), number(1)],
    [cell("Grading"), cell("Samir Patel"), number(2), number(1)],
    [cell("Pacing"), cell("Renee Dubois"), number(2), number(1)],
    [cell("Scheduling"), cell("Grace Kim"), number(2), number(1)],
    [cell("Coaching"), cell("Tom Whitaker"), number(2), number(1)],
    [cell("Training"), cell("Hannah Lee"), number(2), number(0)],
]
WORDS = """*A-12* Propose a 120-minute block for _Eastfield_ and ~Oak Lane~ `Riverside` <https://example.org/block|the plan>
Owner <@UDANIEL>, in <#CELA>, due <!date^1793640600^{date_short_pretty} at {time}|Fri 2 Nov 14:30 New York> :white_check_mark: :unheard_of:
&gt; Bus times first, &lt;then&gt; the block &amp; the rooms.
• Ask Omar
• Ask Grace
```if late &gt; 3:
    ask("help")```
<!channel> stays a word here."""

TASK = {"type": "task_card", "task_id": "t1", "title": "Read the minutes", "status": "complete"}
CARD = {
    "type": "card",
    "title": mrkdwn("*Unit 3 study guide*"),
    "subtitle": mrkdwn("Planning support"),
    "body": mrkdwn("Lucia Fernandes writes, Joy Mensah adds supports."),
    "actions": [{"type": "button", "action_id": "card", "text": plain("Open"), "value": "A-18"}],
}


def blocks() -> list[Json]:
    """Every layout block, some in several dresses."""
    pressed = (
        "button",
        "danger",
        "link",
        "overflow",
        "static_select",
        "users_select",
        "datepicker",
        "workflow_button",
    )
    return [
        {"type": "header", "text": plain("Tuesday's agenda :calendar:")},
        {"type": "section", "text": mrkdwn(WORDS)},
        {"type": "section", "text": mrkdwn("Coach visits this week"), "accessory": element("image")},
        {"type": "section", "text": mrkdwn("*A-13* Check bus times against the longer block"), "accessory": element("overflow")},
        {"type": "section", "fields": [mrkdwn("*Owner*\nOmar Haddad"), mrkdwn("*Due*\nThu 29 Oct"), plain("State\nopen"), plain("Carried\nonce")]},
        {"type": "divider"},
        {"type": "context", "elements": [element("image"), mrkdwn("Set up by <@UMAYA>"), plain("Posted every Monday at 09:00")]},
        {"type": "actions", "elements": [element(name) for name in pressed]},
        {"type": "actions", "elements": [element("checkboxes"), element("radio_buttons"), element("timepicker")]},
        {"type": "input", "label": plain("A note for the minutes"), "element": element("plain_text_input"), "hint": plain("One line"), "optional": True, "dispatch_action": True},
        {"type": "image", "title": plain("Screener totals"), "image_url": "https://example.org/s.png", "alt_text": "Totals by school"},
        rich(
            {"type": "rich_text_section", "elements": [run("Bold", bold=True), run(" italic", italic=True), run(" struck", strike=True), run(" code", code=True), {"type": "emoji", "name": "wave"}, {"type": "user", "user_id": "UMAYA"}, {"type": "channel", "channel_id": "CELA"}, {"type": "link", "url": "https://example.org", "text": " a link"}, {"type": "broadcast", "range": "here"}, {"type": "color", "value": "#1d5c63"}, {"type": "usergroup", "usergroup_id": "S1"}, {"type": "team", "team_id": "T1"}, {"type": "date", "timestamp": 1793640600, "format": "{date_long}", "fallback": "2 November"}]},
            {"type": "rich_text_list", "style": "ordered", "elements": [{"type": "rich_text_section", "elements": [run("Open the meeting")]}, {"type": "rich_text_section", "elements": [run("Read the actions")]}]},
            {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [{"type": "rich_text_section", "elements": [run("Only the late ones")]}]},
            {"type": "rich_text_quote", "elements": [run("What helps?")]},
            {"type": "rich_text_preformatted", "elements": [run("A-12  open\nA-13  open")]},
        ),
        {"type": "markdown", "text": "## Minutes\n**Present:** Maya, Daniel\n\n1. Agree the block\n2. Ask about buses\n\n| Who | What |\n|---|---|\n| Omar | Bus times |\n\n> Kept as *said*.\n\n[The guide](https://example.org)"},
        {"type": "table", "rows": [HEAD, *ROWS[:3]], "column_settings": [{"is_wrapped": True}, None, {"align": "right"}, {"align": "right"}]},
        {"type": "data_table", "caption": "Workstreams by owner", "rows": [HEAD, *ROWS]},
        *(chart(kind) for kind in ("pie", "bar", "line", "area")),
        *({"type": "alert", "level": level, "text": mrkdwn(f"This is *{level}*.")} for level in ("default", "info", "warning", "error", "success")),
        CARD,
        {"type": "carousel", "elements": [{**CARD}, {**CARD, "title": mrkdwn("*Launch session*")}]},
        {"type": "container", "title": plain("Details"), "is_collapsible": True, "child_blocks": [{"type": "section", "text": plain("Folded away")}]},
        {"type": "container", "title": plain("Always open"), "child_blocks": [{"type": "section", "text": plain("In plain sight")}]},
        {"type": "plan", "title": "Plan", "tasks": [TASK, {**TASK, "task_id": "t2", "title": "Write the brief", "status": "in_progress"}]},
        {"type": "video", "title": plain("Launch session"), "title_url": "https://example.org/v", "video_url": "https://example.org/v.mp4", "thumbnail_url": "https://example.org/t.png", "alt_text": "People at tables", "description": plain("Fifty minutes")},
        {"type": "file", "external_id": "guide-3", "source": "remote"},
        {"type": "call", "call_id": "R1"},
        {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "fb", "positive_button": {"text": plain("This helped"), "value": "yes"}, "negative_button": {"text": plain("This did not help"), "value": "no"}}, {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Delete")}]},
        {"type": "hologram", "light": True},
    ]  # fmt: skip
