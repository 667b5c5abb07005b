"""Keys of a widget's own that take their turn among the letters.

Textual looks for what a key is bound to once the widget has left it alone; by then the letters behind it can be in
the text: over a slow line, where keys come in bursts, a word that was corrected would be corrected in another place.
Nothing in here knows heartfirst. tests/ui/test_keys_in_turn.py presses keys in bursts.
"""

from textual import events
from textual.widget import Widget


async def took(widget: Widget, event: events.Key) -> bool:
    """Do what the key is bound to in the widget, now and not after the keys behind it; whether it is bound at all."""
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return True
    return False
