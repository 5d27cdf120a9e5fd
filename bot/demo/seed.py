"""Plays Harbor Glen's last weeks, so that the demo has a past."""
