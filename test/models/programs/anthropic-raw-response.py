import anthropic

client = anthropic.Anthropic(max_retries=0)

try:
    with client.messages.with_streaming_response.create(model="claude-sonnet-5", max_tokens=8, messages=[]) as response:
        print(response.read())
except anthropic.APIError as error:
    print(type(error).__name__)
