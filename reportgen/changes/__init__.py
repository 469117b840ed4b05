"""What differs between two editions, or two states of one, and how much of each figure's change it explains."""
