"""heartfirst: the tool a support rep keeps open during the worst call of the week."""

__version__ = "0.1.0"
