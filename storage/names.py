import unicodedata


def tidy(name: str) -> str:
    """As typed, with every run of white space as one space and none at the ends."""
    return " ".join(name.split())


def key(name: str) -> str:
    """What two names that people read as the same share: case, width and spacing do not count."""
    return tidy(unicodedata.normalize("NFKC", name)).casefold()
