"""What a user can do: one method is one use case."""
