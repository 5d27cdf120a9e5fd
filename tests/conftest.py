"""What every test may ask for: a database of each kind, and the people of Harbor Glen in the practice workspace."""

pytest_plugins = ("tests.support.databases", "tests.support.town")
