import { isVendorOfAList } from './claudeModel';
import { claudeModelId } from './claudeModelId';
import type { LibraryModel, Tools } from './model';
import { type PythonClient, pythonClient, pythonClientRetries } from './pythonClient';

const chat = ['create', 'parse', 'stream'].flatMap((name) => [`chat.completions.${name}`, `beta.chat.completions.${name}`, `responses.${name}`]);
const methods = new Set([...chat, 'completions.create']);
const raw = new Set(['with_raw_response', 'with_streaming_response']);

/** The openai package for Python, pointed to a gateway that serves Claude, or to Anthropic's compatible address. */
export const openaiPython: LibraryModel = {
  name: 'openai-python',
  languages: ['python'],
  words: ['anthropic', 'claude'],
  callNames: ['create', 'parse', 'stream'],
  request: (ref, callee, tools) => {
    const client = pythonClient(callee);
    if (client?.package !== 'openai') return undefined;
    const api = client.path.filter((part) => !raw.has(part)).join('.');
    if (!methods.has(api)) return undefined;
    const named = claudeModelId(tools.option(ref, 'model'), tools);
    const addressed = asksAnthropic(client, tools);
    if (!addressed && (!named || isOwnAddress(client, tools) || (client.made && isVendorOfAList(tools.option(ref, 'model'), tools.option(client.made, 'base_url'), tools)))) return undefined;
    const stream = tools.option(ref, 'stream');
    return {
      provider: addressed ? 'anthropic' : 'gateway',
      via: 'other',
      library: 'openai',
      api,
      streaming: api.endsWith('stream') || (typeof stream === 'object' && stream.expr.kind === 'boolean' && stream.expr.value),
      ...(named?.model !== undefined && { model: named.model }),
      layers: [pythonClientRetries(client, tools)],
      throws: true,
      errors: 'openai',
      ...(client.made && { client: client.made }),
      clientUnknown: client.made === undefined,
    };
  },
};

/** OpenAI's own address, which no Claude is behind. */
function isOwnAddress({ made }: PythonClient, tools: Tools): boolean {
  return made !== undefined && tools.option(made, 'base_url') === undefined;
}

/** Anthropic's own address, which every model behind it is Claude: "OpenAI SDK compatibility" of its documentation. */
function asksAnthropic({ made }: PythonClient, tools: Tools): boolean {
  const place = made && tools.option(made, 'base_url');
  return place !== undefined && place !== 'unknown' && tools.texts(place).some((text) => text.includes('api.anthropic.com'));
}
