import asyncio
import os
import sys

import httpx
import requests

from show import FORM, prepare, show

prepare()
URL = os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages"
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
BODY = {"model": "claude-sonnet-5", "max_tokens": 1024, "messages": [{"role": "user", "content": "Summarize the report."}]}


def with_requests():
    response = requests.post(URL, headers=HEADERS, json=BODY)
    if FORM == "printed":
        print(response.status_code, response.headers, response.text)
    elif FORM == "text":
        print(f"API error {response.status_code}: {response.text}")
    else:
        response.raise_for_status()


def with_httpx():
    response = httpx.post(URL, headers=HEADERS, json=BODY)
    if FORM == "printed":
        print(response, response.headers, response.json())
    elif FORM == "text":
        print(f"{response.status_code} {response.reason_phrase}: {response.json()['error']['message']}")
    else:
        response.raise_for_status()


async def with_aiohttp():
    import aiohttp

    async with aiohttp.ClientSession(headers=HEADERS) as session, session.post(URL, json=BODY) as response:
        if FORM == "text":
            print(f"{response.status}: {await response.text()}")
        elif FORM == "printed":
            print(response)
            print(await response.json(content_type=None))
        else:
            response.raise_for_status()


try:
    if sys.argv[1] == "requests":
        with_requests()
    elif sys.argv[1] == "httpx":
        with_httpx()
    else:
        asyncio.run(with_aiohttp())
except Exception as error:
    if FORM == "raise":
        raise
    show(error)
