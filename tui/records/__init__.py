"""Where calls are kept: TinyDB, with one SQLite row for each document."""
