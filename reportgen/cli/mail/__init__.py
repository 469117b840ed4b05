"""The commands `reportgen mail …`, one file each."""

from __future__ import annotations

from reportgen.cli.commands import Commands

#: command -> the line that `reportgen mail --help` shows; each lives in the module of its name.
COMMANDS = {
    "bounces": "Read undeliverable mail and note whose address is dead.",
    "check": "Read mail.yaml and the recipients file and tell everything that is wrong with them.",
    "doctor": "Ask the server what it takes, and whether it would take this mail; send nothing.",
    "forget": "Erase a person's address from everything that is kept here.",
    "init": "Lay out mail.yaml and a recipients file to fill in.",
    "plan": "Freeze an edition's messages, one for each recipient; send nothing.",
    "preview": "Show an edition's message as its reader will see it; send nothing.",
    "resolve": "Say of messages whose fate is unknown what became of them.",
    "send": "Send what is planned; again to go on where the last run stopped.",
    "status": "Show what became of each recipient of a plan.",
    "suppress": "Keep the list of those who must not be mailed.",
    "test": "Send a plan's message to your own test addresses only.",
}

command = Commands(
    "mail",
    package="reportgen.cli.mail",
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Mail an edition's briefing to its recipients, and prove what became of each.

    At most once by default, nobody silently missed; what cannot be known is called unknown and never
    mailed again without a person.

    `init` once; then `check`, `preview`, `plan`, `test`, `send` and `status`. Sending again goes on where
    the last run stopped.

    \b
    Exit codes: 0 everybody accepted or suppressed   4 some unknown
                1 your files are wrong               5 some deferred or rejected
                2 wrong usage                        6 stopped: login, encryption, quota, size, sender
                3 a fault of ours                    7 another run is at it
                130 interrupted, nothing lost
    """,
)
