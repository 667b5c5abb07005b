"""How the phases of a playbook are shown: warm for heart, cool for head, warm again at the close."""

from tui.model.playbook import Phase

PHASE_COLOURS = {Phase.HEART: "$primary", Phase.HEAD: "$secondary", Phase.CLOSE: "$accent"}
PHASE_WORDS = {Phase.HEART: "HEART", Phase.HEAD: "HEAD", Phase.CLOSE: "HEART AGAIN"}
