import type { FaultAnswer } from '../faultAnswers/faultAnswer';

/** Google Cloud's quota of a base model. Texts and names of the quotas: cline/cline#651, anthropics/claude-code#1440. */
export function vertexQuotaError(what: 'requests' | 'tokens', model: string): FaultAnswer & { readonly from: 'elsewhere' } {
  const quota = what === 'requests' ? 'online_prediction_requests_per_base_model' : 'online_prediction_input_tokens_per_minute_per_base_model';
  const message =
    `Quota exceeded for aiplatform.googleapis.com/${quota} with base model: anthropic-${model}. ` +
    'Please submit a quota increase request. https://cloud.google.com/vertex-ai/docs/generative-ai/quotas-genai.';
  return { from: 'elsewhere', status: 429, headers: {}, body: { error: { code: 429, message, status: 'RESOURCE_EXHAUSTED' } } };
}
