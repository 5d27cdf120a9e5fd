"""What a person can do in the practice Slack: type, click, fill in, close."""
