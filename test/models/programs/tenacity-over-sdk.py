import anthropic
from tenacity import retry, stop_after_attempt, wait_fixed

client = anthropic.Anthropic()


@retry(stop=stop_after_attempt(3), wait=wait_fixed(5))
def ask():
    return client.messages.create(model="claude-haiku-5-5", max_tokens=16, messages=[{"role": "user", "content": "Hi"}])


try:
    ask()
except Exception as error:
    print(repr(error))
