"""What a person cannot do here, and what to do instead."""


class RefusedError(Exception):
    """A sentence for whoever tried, with the next step."""
