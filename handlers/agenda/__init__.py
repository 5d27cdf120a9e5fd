"""The agenda of the weekly meeting: it writes itself from the facts, and anybody may add to it."""
