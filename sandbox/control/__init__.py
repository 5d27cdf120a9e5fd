"""The control API: all a person can do here, and what only a tester may, as JSON over HTTP."""
