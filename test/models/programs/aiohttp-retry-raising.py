import asyncio
import os

import aiohttp
from aiohttp_retry import ExponentialRetry, RetryClient

URL = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/messages"


async def main():
    try:
        async with RetryClient(client_session=aiohttp.ClientSession(raise_for_status=True), retry_options=ExponentialRetry(start_timeout=0.05, statuses={429})) as client:
            async with client.post(URL, json={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]}) as response:
                print(await response.text())
    except aiohttp.ClientError as error:
        print(type(error).__name__)


asyncio.run(main())
