import os

import litellm

try:
    answer = litellm.completion(
        model="anthropic/claude-sonnet-4-5",
        messages=[{"role": "user", "content": "hi"}],
        max_tokens=8,
        num_retries=2,
        api_base=os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com"),
    )
    print(answer.choices[0].message.content)
except Exception as error:
    print(type(error).__name__)
