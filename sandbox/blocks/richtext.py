"""The rich text tree: a block of sections, lists, quotes and preformatted text, and the leaves in them.

Fields: docs.slack.dev/reference/block-kit/block-elements, the pages marked "works with: Rich text".
"""

from collections.abc import Mapping

from sandbox.blocks.language import (
    Anything,
    Array,
    Choice,
    Flag,
    Kind,
    Number,
    Shape,
    String,
    Variants,
    integer,
)
from sandbox.blocks.objects import ID_MAX

_WORD = String(1)
_STYLE = Shape(
    optional={
        name: Flag()
        for name in (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        )
    }
)
_TAG_COLOURS = Choice("gray", "brown", "purple", "indigo", "blue", "green", "yellow", "orange", "red")


def _leaf(required: str, optional: str = "", **kinds: Kind) -> Shape:
    """A leaf with these fields, all strings unless `kinds` says otherwise; any leaf may be styled."""
    return Shape(
        required={name: kinds.get(name, _WORD) for name in required.split()},
        optional={"style": _STYLE, **{name: kinds.get(name, String()) for name in optional.split()}},
    )


LEAVES = Variants(
    {
        "attachment_mention": _leaf(
            "url",
            "text app_id entity_id icon_url channel_id ts full_size_preview_enabled icon_name"
            " reference_object_type product_name",
            full_size_preview_enabled=Flag(),
        ),
        "broadcast": _leaf("range", range=Choice("here", "channel", "everyone")),
        "canvas": _leaf(
            "file_id",
            "label hide_title section_id text url is_skill_invocation",
            hide_title=Flag(),
            is_skill_invocation=Flag(),
        ),
        "canvas_message_unfurl": _leaf("root_message_ts root_message_channel"),
        "canvas_user_mention": _leaf("user_id", "thread_id"),
        "channel": _leaf("channel_id", "tab_id from_llm", from_llm=Flag()),
        "citation": _leaf(
            "url text index details",
            "from_llm is_slack_url",
            index=Number(),
            details=Anything(),
            from_llm=Flag(),
            is_slack_url=Flag(),
        ),
        "color": _leaf("value"),
        "date": _leaf("timestamp format", "timezone url fallback", timestamp=Number()),
        "emoji": _leaf("name", "unicode url skin_tone", skin_tone=integer()),
        "file": _leaf("file_id", "text url is_skill_invocation", is_skill_invocation=Flag()),
        "link": _leaf(
            "url",
            "text unsafe from_llm is_slack_url truncated",
            unsafe=Flag(),
            from_llm=Flag(),
            is_slack_url=Flag(),
            truncated=Flag(),
        ),
        "list_record": _leaf("file_id", "record_id view_id text url"),
        "message_mention": _leaf("channel_id message_ts", "author_id thread_ts text url"),
        "salesforce_data_field": _leaf(
            "salesforce_record_id",
            "salesforce_field_label salesforce_field_api_name salesforce_include_field_label",
            salesforce_include_field_label=Flag(),
        ),
        "tag": _leaf("text", "color", color=_TAG_COLOURS),
        "team": _leaf("team_id"),
        "text": _leaf("text"),
        "user": _leaf("user_id", "from_llm", from_llm=Flag()),
        "usergroup": _leaf("usergroup_id"),
        "work_object_mention": _leaf(
            "entity_id app_id text url",
            "icon_url full_size_preview_enabled product_name",
            full_size_preview_enabled=Flag(),
        ),
        "workflow_mention": _leaf("workflow_id function_trigger_id text", "url channel_id ts"),
    }
)

_BORDER: Mapping[str, Kind] = {"border": integer(0, 1)}
_LIST_ITEM = Shape(required={"type": Choice("rich_text_section"), "elements": Array(LEAVES)})

_PARTS = Variants(
    {
        "rich_text_section": Shape(required={"elements": Array(LEAVES)}),
        "rich_text_list": Shape(
            # Only sections inside: a list in a list is a second list with a deeper indent.
            required={"style": Choice("bullet", "ordered"), "elements": Array(_LIST_ITEM)},
            optional={**_BORDER, "indent": integer(0, 8), "offset": integer(least=0)},
        ),
        "rich_text_quote": Shape(required={"elements": Array(LEAVES)}, optional=_BORDER),
        "rich_text_preformatted": Shape(
            required={"elements": Array(LEAVES.only("text", "link"))},
            optional={**_BORDER, "language": String(1)},
        ),
    }
)

RICH_TEXT = Shape(required={"elements": Array(_PARTS)}, optional={"block_id": String(most=ID_MAX)})
RICH_TEXT_BLOCK = Variants({"rich_text": RICH_TEXT})
