"""The commands without a screen, each group in a module that is loaded when one of its commands is asked for."""
