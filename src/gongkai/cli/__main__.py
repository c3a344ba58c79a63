"""python -m gongkai.cli: the command, for processes that start one another."""

from gongkai.cli.main import app

if __name__ == "__main__":
    app()
