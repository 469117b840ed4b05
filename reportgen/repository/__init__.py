"""The past of a workspace as git tells it, and nothing that git could be asked to change.

`past` finds the commit at which what an edition saw was last changed; `snapshots` lays out the files as they
were; `differences` tells which of them two points in history do not share, `authorship` who changed them.
`tracking` says what git does with a file that it should know nothing of.
"""

from reportgen.repository.git import GitError
from reportgen.repository.past import history

__all__ = ["GitError", "history"]
