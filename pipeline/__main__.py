"""`python -m pipeline` is the command line, for machines where the script is not on the path."""

from pipeline.cli import main

main()
