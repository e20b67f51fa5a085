"""What must hold: rules over structures and over changes."""
