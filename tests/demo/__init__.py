"""The season behind `casemgmt demo`."""
