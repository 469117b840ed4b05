"""Two editions, or two states of one, side by side: what was edited, what it did, and who wrote it."""
