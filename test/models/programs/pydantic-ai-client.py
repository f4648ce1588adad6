from anthropic import AsyncAnthropic
from pydantic_ai import Agent
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.providers.anthropic import AnthropicProvider

provider = AnthropicProvider(anthropic_client=AsyncAnthropic(max_retries=1))
agent = Agent(AnthropicModel("claude-sonnet-4-5", provider=provider))
try:
    print(agent.run_sync("hi").output)
except Exception as error:
    print(type(error).__name__)
