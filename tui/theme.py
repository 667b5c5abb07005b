"""The colours: warm for heart, cool for head, warm again at the close. Never the only bearer of a meaning.

Each is a colour of the 256 that every terminal has, so that tmux and ssh show what was meant.
"""

from textual.theme import Theme

HEARTFIRST = Theme(
    name="heartfirst",
    primary="#ffaf87",
    secondary="#87afd7",
    accent="#d7af5f",
    warning="#ffd75f",
    error="#ff8787",
    success="#87af87",
    foreground="#e4e4e4",
    background="#1c1c1c",
    surface="#262626",
    panel="#303030",
    dark=True,
    variables={
        "input-cursor-background": "#e4e4e4",
        "input-cursor-foreground": "#1c1c1c",
        "input-selection-background": "#ffaf87 30%",
        "border": "#ffaf87",
        "border-blurred": "#444444",
    },
)
