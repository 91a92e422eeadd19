"""School support: the school place, attendance, kits and remedial sessions."""
