import asyncio

import anthropic
from tenacity import AsyncRetrying, stop_after_attempt, wait_fixed

client = anthropic.AsyncAnthropic(max_retries=0)


async def ask():
    async for attempt in AsyncRetrying(stop=stop_after_attempt(3), wait=wait_fixed(0.05), reraise=True):
        with attempt:
            return await client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(asyncio.run(ask()))
except anthropic.APIError as error:
    print(type(error).__name__)
