"""What the buttons, menus and forms on an agenda are called on their way through Slack.

A button about a meeting holds `refs.pack(team.id, meeting.id)`, one about a topic `refs.pack(team.id, topic.id)`.
The buttons `meetings.…` are answered by the feature that runs meetings; the agenda only draws them.
"""

ADD_TOPIC = "agenda.add_topic"  # the button, and the form that it opens
ADD_FROM_MESSAGE = "agenda.add_from_message"  # the shortcut
TOPICS = "agenda.topics"
TOPIC = "agenda.topic"  # a topic's menu; `extra` is one of the words below
KEEP, DROP, MAKE_ACTION = "agenda.keep", "agenda.drop", "agenda.make_action"
REOPEN = "agenda.reopen"
PREVIOUS, NEXT = "agenda.previous", "agenda.next"

START = "meetings.start"
SKIP = "meetings.skip"
MOVE = "meetings.move"
TURN = "meetings.turn"
MEETING_MENU = "meetings.menu"
"""An overflow menu; its option's `extra` is "skip", "move" or "turn", its number the meeting's id."""
