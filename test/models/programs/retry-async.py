import asyncio

import anthropic
from retry import retry

client = anthropic.AsyncAnthropic(max_retries=0)


@retry(tries=4, delay=0.05)
async def ask():
    return await client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(asyncio.run(ask()))
except Exception as error:
    print(type(error).__name__)
