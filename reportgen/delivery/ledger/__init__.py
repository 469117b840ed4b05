"""What became of each recipient, written to the disk before and after every step that cannot be undone."""
