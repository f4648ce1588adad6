import asyncio
import logging
import os
import sys

import anthropic

from show import FORM, prepare, show

CALL = sys.argv[1]
TIMES = int(os.environ.get("TIMES", "6"))
options = {}
if "RETRIES" in os.environ:
    options["max_retries"] = int(os.environ["RETRIES"])
if "TOKEN" in os.environ:
    options.update(api_key=None, auth_token=os.environ["TOKEN"])
prompt = {"model": "claude-sonnet-5", "max_tokens": 1024, "messages": [{"role": "user", "content": "Summarize the report."}]}
long = {**prompt, "messages": [{"role": "user", "content": "All work and no play makes Jack a dull boy. " * 1500}]}


def ask():
    client = anthropic.Anthropic(**options)
    if CALL == "message":
        client.messages.create(**prompt)
    elif CALL == "long":
        client.messages.create(**long)
    elif CALL == "stream":
        with client.messages.stream(**prompt) as stream:
            for text in stream.text_stream:
                print(text, end="", flush=True)
    elif CALL == "fast":
        client.beta.messages.create(**{**prompt, "model": "claude-opus-5"}, speed="fast", betas=["fast-mode-2026-02-01"])
    elif CALL == "batch":
        client.messages.batches.create(requests=[{"custom_id": "report-1", "params": prompt}])
    elif CALL == "loop":
        for page in range(1, TIMES + 1):
            message = client.messages.create(**prompt)
            logging.getLogger("app").info("page %d of %d: %d tokens in, %d out", page, TIMES, message.usage.input_tokens, message.usage.output_tokens)


async def ask_at_once():
    client = anthropic.AsyncAnthropic(**options)
    asked = long if CALL == "longs" else prompt
    if CALL == "each":
        for result in await asyncio.gather(*[client.messages.create(**asked) for _ in range(TIMES)], return_exceptions=True):
            if isinstance(result, Exception):
                show(result)
    else:
        await asyncio.gather(*[client.messages.create(**asked) for _ in range(TIMES)])


prepare()
try:
    if CALL in ("parallel", "longs", "each"):
        asyncio.run(ask_at_once())
    else:
        ask()
except anthropic.APIError as error:
    if FORM == "raise":
        raise
    show(error)
