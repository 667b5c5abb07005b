"""What the screens are made of. A widget knows no service: attributes down, messages up."""
