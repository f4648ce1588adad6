import os

from openai import OpenAI

base = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com") + "/v1/"
client = OpenAI(base_url=base, api_key=os.environ.get("ANTHROPIC_API_KEY", "key"), max_retries=1)
try:
    print(client.chat.completions.create(model="claude-sonnet-4-5", max_tokens=8, messages=[{"role": "user", "content": "hi"}]))
except Exception as error:
    print(type(error).__name__)
