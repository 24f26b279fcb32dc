"""The folder outputs/: papers are put in their places, and what stands there is remembered."""
