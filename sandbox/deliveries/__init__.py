"""What the practice Slack sends an app: over its sockets, or signed to its request URL."""
