import asyncio
import functools

import anthropic

client = anthropic.Anthropic(max_retries=1)


async def ask():
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, functools.partial(client.messages.create, model="claude-sonnet-5", max_tokens=8, messages=[]))


try:
    print(asyncio.run(ask()))
except anthropic.APIError as error:
    print(type(error).__name__)
