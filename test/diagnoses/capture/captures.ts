import type { ServiceName } from './services';

/** A program that meets a service. */
export interface Capture {
  readonly service: ServiceName;
  /** Variables, the program, what it sends, and how it prints the error. */
  readonly command: string;
  /** What the program or its surroundings do that reaches the limit, where its output shows it. */
  readonly driver?: string;
}

const of = (service: ServiceName, ...commands: readonly string[]): readonly Capture[] => commands.map((command) => ({ service, command }));
const driven = (driver: string, service: ServiceName, ...commands: readonly string[]): readonly Capture[] => commands.map((command) => ({ service, command, driver }));

/** Every form of every library at least once, and every cause through several libraries. */
export const captures: readonly Capture[] = [
  ...of('requests', 'ask.mjs message error', 'SDK=anthropic-sdk-0 ask.mjs message throw', 'RETRIES=0 ask.mjs message json', 'ask.py message raise', 'ask.py message httpx', 'go message print', 'java message throw', 'curl verbose', 'langchain.mjs message error', 'ai.mjs message message'),
  ...of('fewRequests', 'RETRIES=0 TIMES=8 ask.mjs loop log', 'RETRIES=0 TIMES=8 ask.py loop logged', 'RETRIES=0 TIMES=8 ask.mjs left error', 'RETRIES=0 TIMES=7 ask.mjs each message', 'RETRIES=0 TIMES=7 ask.py each str'),
  ...of('input', 'ask.mjs message headers', 'ask.mjs message pino', 'ANTHROPIC_LOG=debug ask.mjs message message', 'ANTHROPIC_LOG=info ask.mjs message string', 'SDK=anthropic-sdk-0 ask.mjs message error', 'ask.py message repr', 'ask.py message exception', 'ANTHROPIC_LOG=debug RETRIES=1 ask.py message str', 'go message debug', 'go message panic', 'java message log', 'langchain_ask.py message raise', 'litellm_ask.py message raise', 'ai.mjs message error', 'llamaindex.mjs message error', 'agents.py pydantic-ai raise', 'agents.py instructor type', 'http.mjs axios error', 'http.mjs fetch message', 'http_ask.py requests text', 'http_ask.py httpx printed'),
  ...of('inputLater', 'RETRIES=0 ask.mjs message error', 'RETRIES=0 ask.py message headers', 'RETRIES=0 go message dump', 'RETRIES=0 java message headers', 'ai.mjs stream throw', 'RETRIES=0 ai.mjs noticed error', 'httpie all'),
  ...of('fewInputTokens', 'RETRIES=0 TIMES=3 ask.mjs longs error', 'RETRIES=0 TIMES=3 ask.py longs raise'),
  ...of('output', 'ask.mjs message winston', 'ask.py message headers', 'ask.py message structlog', 'go message slog', 'java message string', 'RETRIES=2 langchain_ask.py message httpx', 'RETRIES=2 litellm_ask.py message str', 'RETRIES=1 ai.mjs message error', 'http.mjs fetch answer', 'http_ask.py aiohttp text', 'curl body'),
  ...of('fewOutputTokens', 'RETRIES=0 ask.mjs loop log', 'RETRIES=0 ask.py loop logged', 'RETRIES=0 ask.mjs left error'),
  ...of('burst', 'ask.mjs message error', 'ask.mjs message headers', 'SDK=anthropic-sdk-0 ask.mjs message message', 'ask.py message headers', 'go message dump', 'java message headers', 'curl headers', 'ai.mjs message error', 'http_ask.py requests printed'),
  ...of('pace', 'RETRIES=0 TIMES=5 ask.mjs parallel error', 'RETRIES=0 TIMES=4 ask.mjs each message', 'RETRIES=0 TIMES=5 ask.py parallel headers'),
  ...of('neverFits', 'ask.mjs long error', 'ask.py long headers', 'go long dump', 'java long headers', 'curl verbose', 'ai.mjs long error', 'langchain.mjs long error'),
  ...of('tooLarge', 'RETRIES=0 ask.mjs long error', 'RETRIES=0 ask.py long headers', 'RETRIES=0 ask.py long str', 'RETRIES=0 go long debug'),
  ...of('connections', 'ask.mjs message error', 'ask.mjs message stack', 'ask.py message raise', 'go message wrapped', 'java message message', 'langchain.mjs batch error', 'litellm_ask.py message httpx', 'ai.mjs message json', 'agents.py pydantic-ai str', 'http_ask.py httpx text'),
  ...of('fewConnections', 'RETRIES=0 TIMES=12 ask.mjs parallel context', 'RETRIES=0 TIMES=12 ask.py each str', 'TIMES=12 ask.py parallel httpx'),
  ...of('acceleration', 'ask.mjs message error', 'SDK=anthropic-sdk-0 ask.mjs message string', 'ask.py message body', 'go message print', 'java message throw', 'RETRIES=1 litellm_ask.py message type', 'ai.mjs message error', 'httpie all'),
  ...of('ramp', 'RETRIES=0 ask.mjs longs error', 'RETRIES=0 ask.py longs raise'),
  ...of('workspace', 'ask.mjs message error', 'ask.mjs message headers', 'ask.py message headers', 'go message dump', 'java message headers', 'curl headers', 'RETRIES=0 ai.mjs message error'),
  ...of('day', 'ask.mjs message error', 'ask.py message str', 'go message fatal', 'litellm_ask.py message repr'),
  ...of('fast', 'ask.mjs fast error', 'ask.mjs fast message', 'ask.py fast headers', 'ask.py fast raise'),
  ...of('priority', 'ask.mjs message error', 'ask.mjs message headers', 'ask.py message headers', 'go message dump'),
  ...of('batches', 'ask.mjs batch error', 'ask.mjs batch message', 'ask.py batch raise', 'ANTHROPIC_LOG=debug RETRIES=0 ask.py batch str'),
  ...of('spend', 'ask.mjs message error', 'ask.mjs message stack', 'SDK=anthropic-sdk-0 ask.mjs message body', 'ask.py message raise', 'go message print', 'java message throw', 'langchain.mjs message error', 'langchain_ask.py message str', 'ai.mjs message error', 'litellm_ask.py message str', 'agents.py instructor raise', 'http.mjs axios response'),
  ...of('contract', 'ask.mjs message error', 'ask.py message repr', 'go message wrapped', 'ai.mjs message message'),
  ...of('linked', 'ask.mjs message message', 'ask.py message raise', 'java message message'),
  ...of('ownSpend', 'ask.mjs message error', 'ask.py message httpx', 'go message panic', 'litellm_ask.py message raise', 'http_ask.py requests text'),
  ...of('workspaceSpend', 'ask.mjs message pino', 'langchain_ask.py message repr', 'ai.mjs message stack'),
  ...of('credit', 'ask.mjs message throw', 'ask.py message raise', 'go message print', 'java message log', 'llamaindex.mjs message message', 'http.mjs fetch throw', 'curl verbose'),
  ...of('longContext', 'ask.mjs long error', 'ask.py long str', 'go long print', 'ai.mjs long error', 'langchain_ask.py long exception'),
  ...of('fiveHours', 'TOKEN=token RETRIES=0 ask.mjs message error', 'TOKEN=token RETRIES=0 ask.mjs message message', 'TOKEN=token RETRIES=0 ask.py message headers', 'TOKEN=token RETRIES=0 ask.py message str', 'curl token'),
  ...of('sevenDays', 'TOKEN=token RETRIES=0 ask.mjs message headers', 'TOKEN=token RETRIES=0 ANTHROPIC_LOG=debug ask.py message str'),
  ...of('gate', 'TOKEN=token ask.mjs message error', 'TOKEN=token ask.mjs message headers', 'TOKEN=token ask.py message headers', 'TOKEN=token ask.py message repr', 'curl token'),
  ...of('overloaded', 'ask.mjs message error', 'ask.mjs message throw', 'ANTHROPIC_LOG=debug ask.mjs message message', 'SDK=anthropic-sdk-0 ask.mjs message error', 'ask.py message raise', 'ask.py message loguru', 'ask.py message httpx', 'go message print', 'java message throw', 'langchain.mjs message message', 'langchain_ask.py retried httpx', 'litellm_ask.py message raise', 'ai.mjs message throw', 'ai.mjs stream throw', 'llamaindex.mjs message stack', 'agents.py pydantic-ai repr', 'agents.py instructor str', 'http_ask.py aiohttp raise', 'http_ask.py requests raise'),
  ...of('thenInput', 'ANTHROPIC_LOG=info ask.mjs message string', 'ask.py message logged', 'ask.py message httpx', 'go message debug', 'ai.mjs message error', 'agents.py instructor type', 'RETRIES=2 litellm_ask.py message httpx'),
  ...of('thenOverloaded', 'ANTHROPIC_LOG=info ask.mjs message error', 'ask.py message exception', 'RETRIES=2 langchain_ask.py message httpx', 'ai.mjs message stack', 'retry.mjs quiet log'),
  ...of('inputOnce', 'ANTHROPIC_LOG=debug ask.mjs message error', 'go message debug'),
  ...of('overloadedOnce', 'TIMES=3 ask.py loop logged', 'TIMES=3 ANTHROPIC_LOG=info ask.mjs loop log'),
  ...of('untold', 'TIMES=3 ask.py loop logged', 'TIMES=3 ANTHROPIC_LOG=info ask.mjs loop log', 'RETRIES=2 langchain_ask.py message httpx'),
  ...of('inStream', 'ask.mjs stream error', 'ask.mjs text throw', 'SDK=anthropic-sdk-0 ask.mjs text error', 'ask.py stream raise', 'ask.py stream repr', 'go stream print', 'java stream throw', 'langchain.mjs stream error', 'langchain_ask.py stream raise', 'litellm_ask.py stream str', 'ai.mjs stream throw', 'http.mjs stream body', 'curl stream'),
  ...of('atStart', 'ask.mjs stream message', 'ask.py stream httpx', 'litellm_ask.py stream raise'),
  ...of('apiErrorInStream', 'ask.mjs text error', 'ask.py stream str', 'go stream wrapped'),
  ...of('key', 'ask.mjs message error', 'ask.py message raise', 'go message print', 'java message message', 'langchain_ask.py message str', 'ai.mjs message message', 'http.mjs axios data', 'httpie all'),
  ...of('failing', 'ask.mjs message error', 'ask.py message raise', 'go message print', 'java message throw', 'litellm_ask.py message str', 'ai.mjs message error'),
  ...of('timeout', 'ask.mjs message message', 'ask.py message exception', 'java message string'),
  ...of('tooBig', 'ask.mjs long error', 'ask.py long raise', 'go long debug', 'langchain_ask.py long type'),
  ...of('bedrockTokens', 'clouds.mjs bedrock error', 'clouds.mjs bedrock pino', 'clouds.mjs aws error', 'clouds.py boto3 raise', 'clouds.py bedrock raise'),
  ...of('bedrockRequests', 'clouds.mjs bedrock message', 'clouds.mjs aws throw', 'clouds.py boto3 str', 'clouds.py bedrock httpx'),
  ...of('vertexTokens', 'clouds.mjs vertex error', 'clouds.mjs vertex pino', 'clouds.py vertex raise'),
  ...of('vertexRequests', 'clouds.mjs vertex message', 'clouds.py vertex str'),
  ...of('nginx', 'ask.mjs message error', 'ask.py message raise', 'curl verbose', 'http_ask.py requests printed', 'go message print'),
  ...of('litellmProxy', 'ask.mjs message error', 'ask.py message str', 'litellm_ask.py message str', 'curl body'),
  ...of('cloudflare', 'ask.mjs message error', 'ask.py message headers', 'http.mjs fetch answer'),
  ...driven('nested-retries', 'input', 'retry.mjs logged log', 'tenacity_over_sdk.py message retrying'),
  ...driven('nested-retries', 'requests', 'retry.mjs logged error', 'tenacity_over_sdk.py message exception'),
  ...driven('nested-retries', 'overloaded', 'retry.mjs logged log', 'tenacity_over_sdk.py message retrying'),
  ...of('overloaded', 'retry.mjs quiet log', 'tenacity_over_sdk.py message raise'),
  ...driven('shared-organization', 'sharedRequests', 'RETRIES=0 TIMES=20 ask.mjs left log', 'RETRIES=0 TIMES=20 ask.mjs left error'),
  ...driven('shared-organization', 'sharedTokens', 'RETRIES=0 TIMES=40 ask.mjs left log', 'RETRIES=0 TIMES=40 ask.py loop logged'),
  ...driven('scheduled-peaks', 'fewRequests', 'TIME=virtual jobs.mjs report,digest,audit,sync,index,backup,mail 5', 'TIME=virtual jobs.mjs report,digest,audit,sync,index,backup 4 15'),
  ...driven('scheduled-peaks', 'pace', 'TIME=virtual jobs.mjs invoices,reminders,labels 4 60'),
  ...driven('scheduled-peaks', 'fewConnections', 'TIME=virtual jobs.mjs north,south,east,west,centre,coast 4 30'),
];
