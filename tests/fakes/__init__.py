"""Stand-ins for the edges of the system; nothing of our own is ever faked."""
