import { bedrockError } from '../clouds/bedrockError';
import { vertexQuotaError } from '../clouds/vertexQuotaError';
import type { FaultContext } from './faultAnswer';

/** The limits of Amazon Bedrock and Google Cloud, in their own forms; met at `/v1/messages` too, as a gateway in front of a cloud passes them on. */
export const cloudFaults = {
  'bedrock-requests': ({ requestId }: FaultContext) => bedrockError('requests', requestId),
  'bedrock-tokens': ({ requestId }: FaultContext) => bedrockError('tokens', requestId),
  'vertex-requests': ({ model }: FaultContext) => vertexQuotaError('requests', model),
  'vertex-tokens': ({ model }: FaultContext) => vertexQuotaError('tokens', model),
};
