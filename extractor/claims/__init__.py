"""From a parsed spaCy Doc to claims; touches no file."""
