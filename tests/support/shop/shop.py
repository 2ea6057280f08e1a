"""A program as it is written in Python: two errors of one type in one function, each reported twice. `DSN` is where the SDK reports."""

import os

import sentry_sdk

sentry_sdk.init(dsn=os.environ["DSN"], release="shop@1.2.0", environment="production")
sentry_sdk.set_user({"id": 42})


def order(card, courier):
    if card is None:
        raise ValueError("No card")
    if courier is None:
        raise ValueError("No courier")


for place in [(None, None), ("visa", None), (None, "bike"), ("amex", None)]:
    try:
        order(*place)
    except ValueError as error:
        sentry_sdk.capture_exception(error)

sentry_sdk.flush(10)
