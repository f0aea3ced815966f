"""Copy the published folder to the place from which it is served."""
