import anthropic

try:
    print(anthropic.Anthropic().models.list())
except anthropic.APIError as error:
    print(type(error).__name__)
