"""What Prefect's server has on record."""

from __future__ import annotations

import os
import time

import httpx
from service import Secret


def password():
    return os.environ["PREFECT_API_AUTH_STRING"]


def ask(api_url, path, **body):
    # On a busy machine its SQLite file is locked at times: Prefect's own client asks again as well.
    while (
        answer := httpx.post(f"{api_url}/{path}", json=body, timeout=60, auth=Secret(password()))
    ).status_code == httpx.codes.SERVICE_UNAVAILABLE:
        time.sleep(1)
    answer.raise_for_status()
    return answer.json()


def last_run(api_url):
    [run] = ask(api_url, "flow_runs/filter", sort="START_TIME_DESC", limit=1)
    return run


def artifacts(api_url):
    """The last run's artifacts by key."""
    run = {"flow_run_id": {"any_": [last_run(api_url)["id"]]}}
    return {one["key"]: one["data"] for one in ask(api_url, "artifacts/filter", artifacts=run)}
