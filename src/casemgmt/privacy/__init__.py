"""What identifies a person: sealed with the person's own key, kept apart, forgettable."""
