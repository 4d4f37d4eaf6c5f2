"""`python -m busdk` is `bus`."""

from busdk.dispatch.cli import start

if __name__ == "__main__":
    start()
