import anthropic
from tenacity import retry, stop_after_attempt, wait_exponential_jitter

client = anthropic.Anthropic(max_retries=0)


@retry(stop=stop_after_attempt(5), wait=wait_exponential_jitter(initial=2, max=30, jitter=3))
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
