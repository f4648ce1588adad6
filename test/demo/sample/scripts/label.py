"""Labels every line of standard input."""

import os
import sys

import requests


def label(text: str) -> str | None:
    response = requests.post(
        "https://api.anthropic.com/v1/messages",
        headers={"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"},
        json={"model": "claude-haiku-4-5", "max_tokens": 10, "messages": [{"role": "user", "content": f"One word label: {text}"}]},
        timeout=60,
    )
    if response.status_code == 429:
        print("rate limited", file=sys.stderr)
        return None
    return response.json()["content"][0]["text"]


for line in sys.stdin:
    print(label(line))
