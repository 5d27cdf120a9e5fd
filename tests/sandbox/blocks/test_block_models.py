"""What slack_sdk's own models build is taken: the library and the checks read the same pages."""

import pytest
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks.basic_components import DispatchActionConfig, SlackFile
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from sandbox import blocks
from sandbox.blocks import Surface

OPTION = sdk.Option(text="Pacing", value="pacing", description="Owner: Priya Nair")
GROUP = sdk.OptionGroup(label="Northlight", options=[OPTION])
CONFIRM = sdk.ConfirmObject(
    title="Close it?", text="Its owner is told.", confirm="Close", deny="Keep", style="danger"
)
DISPATCH = DispatchActionConfig(trigger_actions_on=["on_character_entered"])
FILTER = sdk.ConversationFilter(include=["public"], exclude_bot_users=True)
BUTTON = sdk.ButtonElement(text="Done", action_id="done", value="A-12", style="primary", confirm=CONFIRM)
LINK = sdk.LinkButtonElement(text="Open", action_id="open", url="https://example.com")
MENU = sdk.StaticSelectElement(placeholder="Pick", action_id="pick", options=[OPTION], initial_option=OPTION)
PARTS = sdk.RichTextElementParts
LINE = sdk.RichTextSectionElement(
    elements=[
        PARTS.Text(text="Bring ", style=PARTS.TextStyle(bold=True)),
        PARTS.User(user_id="U01"),
        PARTS.Channel(channel_id="C01"),
        PARTS.Emoji(name="wave", skin_tone=2),
        PARTS.Link(url="https://example.com", text="the calendar"),
        PARTS.Date(timestamp=1773032400, format="{date}"),
        PARTS.Broadcast(range="here"),
        PARTS.Color(value="#439FE0"),
    ]
)
RICH = sdk.RichTextBlock(
    elements=[
        LINE,
        sdk.RichTextListElement(elements=[LINE], style="bullet", indent=1, border=0),
        sdk.RichTextQuoteElement(elements=[PARTS.Text(text="Quoted")]),
        sdk.RichTextPreformattedElement(elements=[PARTS.Text(text="A-12")], border=1),
    ]
)
IMAGE = sdk.ImageElement(image_url="https://example.com/a.png", alt_text="Map")
CARD = sdk.CardBlock(title="Pacing", subtitle="On track", body="Two open", hero_image=IMAGE, actions=[BUTTON])
TASK = sdk.TaskCardBlock(task_id="t", title="Read", status="complete", output=RICH.to_dict())
CELLS = [[{"type": "raw_text", "text": "Owner"}], [RICH.to_dict()]]

BLOCKS: list[tuple[sdk.Block, Surface]] = [
    (sdk.SectionBlock(text="*Pacing*", accessory=BUTTON), "message"),
    (sdk.SectionBlock(fields=["a", "b"], accessory=sdk.OverflowMenuElement(action_id="o", options=[OPTION, OPTION])), "home"),
    (sdk.SectionBlock(text=sdk.PlainTextObject(text="x", emoji=True), accessory=IMAGE, expand=True), "modal"),
    (sdk.HeaderBlock(text="Agenda"), "message"),
    (sdk.DividerBlock(block_id="d"), "message"),
    (sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="_x_", verbatim=True), IMAGE]), "home"),
    (sdk.ImageBlock(image_url="https://example.com/a.png", alt_text="Map", title="Map"), "modal"),
    (sdk.ImageBlock(slack_file=SlackFile(id="F01"), alt_text="Map"), "modal"),
    (sdk.ActionsBlock(elements=[BUTTON, LINK, MENU]), "message"),
    (sdk.MarkdownBlock(text="**x**"), "message"),
    (sdk.FileBlock(external_id="F", source="remote"), "message"),
    (RICH, "modal"),
    (CARD, "message"),
    (sdk.CarouselBlock(elements=[CARD]), "home"),
    (sdk.ContainerBlock(title="Owed", child_blocks=[sdk.SectionBlock(text="x")], width="full"), "message"),
    (sdk.AlertBlock(text=sdk.MarkdownTextObject(text="No owner"), level="warning"), "modal"),
    (sdk.PlanBlock(title="Brief", tasks=[TASK.to_dict()]), "message"),
    (TASK, "message"),
    (sdk.TableBlock(rows=CELLS, column_settings=[{"align": "left"}]), "message"),
    (sdk.AuthProviderBlock(value="cal", name="Calendar", is_connected=True, fallback=[sdk.DividerBlock()]), "home"),
    (
        sdk.VideoBlock(
            alt_text="Talk", video_url="https://example.com/v", thumbnail_url="https://example.com/t", title="Talk"
        ),
        "message",
    ),
    (
        sdk.ContextActionsBlock(
            elements=[
                sdk.FeedbackButtonsElement(
                    action_id="f",
                    positive_button=sdk.FeedbackButtonObject(text="Good", value="1"),
                    negative_button=sdk.FeedbackButtonObject(text="Bad", value="0"),
                ),
                sdk.IconButtonElement(action_id="i", icon="trash", text="Remove", value="A-12"),
            ]
        ),
        "message",
    ),
]  # fmt: skip

ELEMENTS = [
    MENU,
    sdk.CheckboxesElement(action_id="a", options=[OPTION], initial_options=[OPTION]),
    sdk.RadioButtonsElement(action_id="a", options=[OPTION], initial_option=OPTION),
    sdk.DatePickerElement(action_id="a", initial_date="2026-03-09", placeholder="When"),
    sdk.TimePickerElement(action_id="a", initial_time="09:30", timezone="America/New_York"),
    sdk.DateTimePickerElement(action_id="a", initial_date_time=1773032400),
    sdk.StaticSelectElement(placeholder="Pick", action_id="a", option_groups=[GROUP]),
    sdk.StaticMultiSelectElement(placeholder="Pick", action_id="a", options=[OPTION], max_selected_items=1),
    sdk.ExternalDataSelectElement(placeholder="Find", action_id="a", min_query_length=2),
    sdk.ExternalDataMultiSelectElement(placeholder="Find", action_id="a"),
    sdk.UserSelectElement(placeholder="Who", action_id="a", initial_user="U01"),
    sdk.UserMultiSelectElement(placeholder="Who", action_id="a", initial_users=["U01"]),
    sdk.ConversationSelectElement(placeholder="Where", action_id="a", filter=FILTER, response_url_enabled=True),
    sdk.ConversationMultiSelectElement(placeholder="Where", action_id="a", default_to_current_conversation=True),
    sdk.ChannelSelectElement(placeholder="Where", action_id="a", initial_channel="C01"),
    sdk.ChannelMultiSelectElement(placeholder="Where", action_id="a", initial_channels=["C01"]),
    sdk.PlainTextInputElement(action_id="a", multiline=True, min_length=1, dispatch_action_config=DISPATCH),
    sdk.RichTextInputElement(action_id="a", initial_value=RICH.to_dict(), min_lines=2, max_lines=9),
    sdk.EmailInputElement(action_id="a", initial_value="maya@example.com"),
    sdk.UrlInputElement(action_id="a", initial_value="https://example.com"),
    sdk.NumberInputElement(action_id="a", is_decimal_allowed=True, min_value="0.5", max_value="2"),
    FileInputElement(action_id="a", filetypes=["csv"], max_files=3),
]  # fmt: skip


@pytest.mark.parametrize(("block", "surface"), BLOCKS)
def test_a_block_of_the_library_is_taken(block: sdk.Block, surface: Surface) -> None:
    assert blocks.check([block.to_dict()], surface) == []


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_input_of_the_library_is_taken_in_a_modal(element: sdk.InputInteractiveElement) -> None:
    asked = sdk.InputBlock(label="Which?", hint="One", element=element, optional=True)
    view = View(
        type="modal", title="A form", submit="Save", close="Cancel", blocks=[asked], notify_on_close=True
    )

    assert blocks.view_problems(view.to_dict()) == []


def test_a_home_of_the_library_is_taken() -> None:
    home = View(type="home", callback_id="home", private_metadata="1", blocks=[sdk.HeaderBlock(text="Owed")])

    assert blocks.view_problems(home.to_dict()) == []
