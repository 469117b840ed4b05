"""Brings a campaign's messages to their recipients, and can prove afterwards what became of each."""

#: What delivery promises, in the words to print.
PROMISE = (
    "At most once by default, nobody silently missed; what cannot be known is called unknown and "
    "never mailed again without a person."
)
