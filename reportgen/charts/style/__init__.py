"""The house style: everything that charts share, so that each has only its own idea to draw."""
