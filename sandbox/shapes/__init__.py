"""Records as Slack's JSON shows them. Pure: a record in, a dict out."""
