"""What changes: steps, reforms, and the changes they make."""
