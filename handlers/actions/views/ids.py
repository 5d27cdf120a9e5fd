"""What the buttons, menus and forms of actions are called on their way through Slack.

A button that opens a form and the form that it opens share a name.
"""

ADD = "actions.add"
CHANGE = "actions.change"
NEW_DATE = "actions.new_date"
BLOCK = "actions.block"
HAND_OVER = "actions.hand_over"
NOT_MINE = "actions.not_mine"
DROP = "actions.drop"
SPLIT = "actions.split"

DONE = "actions.done"
START = "actions.start"
UNBLOCK = "actions.unblock"
REOPEN = "actions.reopen"
ACCEPT = "actions.accept"
UNDO = "actions.undo"

SHOW = "actions.show"
HISTORY = "actions.history"
MORE = "actions.more"
LIST = "actions.list"
PREVIOUS = "actions.previous"
NEXT = "actions.next"
CHOOSE_TEAM = "actions.choose_team"
MAKE = "actions.make"
EARLIER = "actions.earlier"
LATER = "actions.later"
