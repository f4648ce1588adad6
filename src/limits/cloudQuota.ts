/** Where the quota of each cloud's Claude models is, which no header of an answer tells. */
const clouds: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/bedrock/latest/userguide/quotas.html
  bedrock: 'Calls of this workspace go through Amazon Bedrock: their quota is in the Service Quotas console of AWS, per region and model, and is not shown here.',
  // https://cloud.google.com/vertex-ai/generative-ai/docs/quotas
  vertex: 'Calls of this workspace go through Vertex AI: their quota is in the Google Cloud console under IAM & Admin, Quotas, often zero until it is asked for, and is not shown here.',
  // https://learn.microsoft.com/azure/ai-foundry/openai/quotas-limits
  foundry: 'Calls of this workspace go through Microsoft Foundry: their quota is in the Foundry portal under Management, Quota, and is not shown here.',
};

/** Says for each cloud that some calls go through where their quota lives; empty for calls of the Claude API alone. */
export function cloudQuotas(calls: readonly { readonly provider?: string }[]): readonly string[] {
  const used = new Set(calls.map(({ provider }) => provider));
  return Object.entries(clouds).flatMap(([provider, sentence]) => (used.has(provider) ? [sentence] : []));
}
