import anthropic
from anthropic.types import Message

client = anthropic.Anthropic().with_options(max_retries=1)

try:
    print(client.post("/v1/messages", cast_to=Message, body={"model": "claude-sonnet-5", "max_tokens": 8, "messages": [{"role": "user", "content": "Hi"}]}))
except anthropic.APIError as error:
    print(type(error).__name__)
