"""What is: records, and the structure that holds them."""
