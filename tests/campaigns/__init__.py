"""The long campaigns: what was acknowledged stays, whatever happens to it."""
