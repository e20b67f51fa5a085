"""What people and programs are shown: pages as text or Markdown in both languages, and the same results as JSON."""
