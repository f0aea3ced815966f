"""The disk and the network, for a build and for the command line: documents, corrections, requests."""
