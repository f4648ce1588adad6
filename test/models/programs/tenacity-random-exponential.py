import anthropic
from tenacity import retry, stop_after_attempt, wait_random_exponential

client = anthropic.Anthropic(max_retries=0)


@retry(stop=stop_after_attempt(6), wait=wait_random_exponential(min=1, max=60))
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
