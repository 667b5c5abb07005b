"""The screens: each composes widgets and talks to services; the app moves between them."""
