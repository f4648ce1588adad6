import os

from litellm import Router

base = os.environ.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com")
router = Router(
    model_list=[{"model_name": "smart", "litellm_params": {"model": "anthropic/claude-sonnet-4-5", "api_base": base}}],
    num_retries=1,
)
try:
    answer = router.completion(model="smart", messages=[{"role": "user", "content": "hi"}], max_tokens=8)
    print(answer.choices[0].message.content)
except Exception as error:
    print(type(error).__name__)
