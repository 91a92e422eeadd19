"""A process of its own for what is not trusted: limited, asked through a pipe, ended."""
