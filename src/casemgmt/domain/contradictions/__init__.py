"""What cannot both be true: found in the story as told, never stored, refusing nothing."""
