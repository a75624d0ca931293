"""Lets ``python -m extractor`` do what the ``extract`` command does."""

from extractor.cli import main

if __name__ == "__main__":
    main()
