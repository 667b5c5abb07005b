"""What things cost, always beside the least that they could cost on the same machine at the same time."""
