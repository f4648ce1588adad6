import json
import os

import boto3

os.environ.setdefault("AWS_ACCESS_KEY_ID", "key")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "secret")
client = boto3.client("bedrock-runtime", region_name="us-east-1", endpoint_url=os.environ.get("ANTHROPIC_BASE_URL"))
body = json.dumps({"anthropic_version": "bedrock-2023-05-31", "max_tokens": 8, "messages": [{"role": "user", "content": "hi"}]})
try:
    print(client.invoke_model(modelId="anthropic.claude-sonnet-4-5-20250929-v1:0", body=body)["body"].read())
except Exception as error:
    print(type(error).__name__)
