"""A slow, literal second opinion on every core figure, straight from a journal."""
