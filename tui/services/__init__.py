"""What the app does. Depends on the model and on the Protocols in `tui.ports`; knows no screen and no real part."""
