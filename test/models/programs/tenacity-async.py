import asyncio

import anthropic
from tenacity import retry, stop_after_attempt, wait_exponential

client = anthropic.AsyncAnthropic(max_retries=0)


@retry(stop=stop_after_attempt(5), wait=wait_exponential(max=10))
async def ask():
    return await client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


async def main():
    try:
        await ask()
    except Exception as error:
        print(repr(error))


asyncio.run(main())
