"""A practice Slack on this machine: Slack's protocol, a page, a clock and a control API, for any Slack app."""

from sandbox.practice import Sandbox

__all__ = ["Sandbox"]
