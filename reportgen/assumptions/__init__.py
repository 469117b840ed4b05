"""Reading and checking the files an analyst owns; every value knows its file, line and source."""
