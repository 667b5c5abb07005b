"""What a call is and the rules it follows: frozen values and pure functions, no I/O."""
