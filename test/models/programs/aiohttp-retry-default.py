import asyncio
import os

import aiohttp
from aiohttp_retry import RetryClient

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"


async def main():
    try:
        async with RetryClient() as client:
            async with client.post(URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]}) as response:
                print(await response.text())
    except aiohttp.ClientError as error:
        print(type(error).__name__)


asyncio.run(main())
