"""What differs between two editions, or two states of one, and how much of a figure's change it explains."""
