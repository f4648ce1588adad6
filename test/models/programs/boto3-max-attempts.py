import os

import boto3
from botocore.config import Config

os.environ.setdefault("AWS_ACCESS_KEY_ID", "key")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "secret")
config = Config(retries={"max_attempts": 1, "mode": "standard"})
client = boto3.client("bedrock-runtime", region_name="us-east-1", endpoint_url=os.environ.get("ANTHROPIC_BASE_URL"), config=config)
try:
    print(client.converse(modelId="us.anthropic.claude-sonnet-4-5-20250929-v1:0", messages=[{"role": "user", "content": [{"text": "hi"}]}]))
except Exception as error:
    print(type(error).__name__)
