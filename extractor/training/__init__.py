"""Fits the weights that the package ships, from labelled articles in a given folder."""
