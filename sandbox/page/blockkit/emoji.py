"""The emoji names that people and apps use most. Others are shown as they were typed."""

import re

from markupsafe import Markup

from sandbox.page.blockkit.markup import join, tag

NAME = re.compile(r":([a-z0-9_+'-]+):")

# ruff: noqa: RUF001 - these glyphs are meant, not letters that look like others
GLYPHS = {
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "ok_hand": "👌", "clap": "👏", "wave": "👋",
    "pray": "🙏", "raised_hands": "🙌", "raising_hand": "🙋", "muscle": "💪", "handshake": "🤝", "point_right": "👉",
    "smile": "😄", "smiley": "😃", "slightly_smiling_face": "🙂", "grin": "😁", "joy": "😂", "wink": "😉",
    "blush": "😊", "thinking_face": "🤔", "cry": "😢", "sweat_smile": "😅", "heart": "❤️", "eyes": "👀",
    "tada": "🎉", "sparkles": "✨", "star": "⭐", "star2": "🌟", "rocket": "🚀", "fire": "🔥", "100": "💯",
    "bulb": "💡", "bell": "🔔", "no_bell": "🔕", "mega": "📣", "loudspeaker": "📢", "speech_balloon": "💬",
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "x": "❌",
    "negative_squared_cross_mark": "❎", "heavy_plus_sign": "➕", "warning": "⚠️", "no_entry": "⛔",
    "no_entry_sign": "🚫", "octagonal_sign": "🛑", "construction": "🚧", "rotating_light": "🚨",
    "exclamation": "❗", "question": "❓", "grey_question": "❔", "information_source": "ℹ️", "zzz": "💤",
    "red_circle": "🔴", "large_orange_circle": "🟠", "large_yellow_circle": "🟡", "large_green_circle": "🟢",
    "large_blue_circle": "🔵", "white_circle": "⚪", "black_circle": "⚫", "large_blue_square": "🟦",
    "arrow_right": "➡️", "arrow_left": "⬅️", "arrow_up": "⬆️", "arrow_down": "⬇️", "arrow_upper_right": "↗️",
    "arrow_lower_right": "↘️", "arrows_counterclockwise": "🔄", "repeat": "🔁", "leftwards_arrow_with_hook": "↩️",
    "calendar": "📆", "date": "📅", "spiral_calendar_pad": "🗓️", "alarm_clock": "⏰", "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳", "clock3": "🕒", "clock9": "🕘", "stopwatch": "⏱️", "sunrise": "🌅",
    "pushpin": "📌", "round_pushpin": "📍", "paperclip": "📎", "link": "🔗", "lock": "🔒", "unlock": "🔓",
    "key": "🔑", "mag": "🔍", "gear": "⚙️", "wrench": "🔧", "hammer": "🔨", "wastebasket": "🗑️", "package": "📦",
    "memo": "📝", "pencil": "✏️", "pencil2": "✏️", "clipboard": "📋", "page_facing_up": "📄", "books": "📚",
    "book": "📖", "bookmark": "🔖", "file_folder": "📁", "card_index_dividers": "🗂️", "email": "📧",
    "envelope": "✉️", "inbox_tray": "📥", "outbox_tray": "📤", "bar_chart": "📊", "chart_with_upwards_trend": "📈",
    "chart_with_downwards_trend": "📉", "dart": "🎯", "trophy": "🏆", "medal": "🏅", "checkered_flag": "🏁",
    "triangular_flag_on_post": "🚩", "school": "🏫", "mortar_board": "🎓", "apple": "🍎", "coffee": "☕",
    "bust_in_silhouette": "👤", "busts_in_silhouette": "👥", "robot_face": "🤖", "house": "🏠", "beach_with_umbrella": "🏖️",
    "palm_tree": "🌴", "seedling": "🌱", "sunny": "☀️", "cloud": "☁️", "umbrella": "☔", "snowflake": "❄️",
}  # fmt: skip


def glyph(name: str) -> Markup | None:
    """Return the emoji with its name for those who cannot see it, or None when it is not one we know."""
    character = GLYPHS.get(name.split("::", maxsplit=1)[0])
    if character is None:
        return None
    words = name.replace("_", " ")
    return tag("span", character, class_="emoji", role="img", aria_label=words, title=f":{name}:")


def shown(text: str) -> Markup:
    """Return the text, escaped, with the emoji names we know as emoji."""
    parts: list[object] = []
    end = 0
    for match in NAME.finditer(text):
        found = glyph(match[1])
        if found is not None:
            parts += [text[end : match.start()], found]
            end = match.end()
    return join([*parts, text[end:]])
