"""The Web API: one file a family of methods, all of them in one table."""
