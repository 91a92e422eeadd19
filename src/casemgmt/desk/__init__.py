"""The desk: what one person may record and read, and the work that is done there."""
