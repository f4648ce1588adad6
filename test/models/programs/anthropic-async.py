import asyncio

import anthropic

client = anthropic.AsyncAnthropic(max_retries=3)


async def main():
    try:
        await client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])
    except anthropic.APIError as error:
        print(repr(error))


asyncio.run(main())
