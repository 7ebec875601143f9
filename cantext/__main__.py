"""`python -m cantext`."""

from cantext.cli import main

if __name__ == "__main__":
    main()
