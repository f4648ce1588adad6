import anthropic
from tenacity import retry, stop_after_attempt, stop_after_delay, wait_chain, wait_fixed, wait_random

client = anthropic.Anthropic(max_retries=0)


@retry(stop=stop_after_attempt(4) | stop_after_delay(30), wait=wait_chain(wait_fixed(0.05), wait_fixed(0.1) + wait_random(0, 0.05)), reraise=True)
def ask():
    return client.messages.create(model="claude-sonnet-5", max_tokens=8, messages=[{"role": "user", "content": "Hi"}])


try:
    print(ask())
except Exception as error:
    print(type(error).__name__)
