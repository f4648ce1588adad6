/**
 * The method paths of the Python SDK that send a request, for 0.125.0 and 2.13.0: `resources/`. The administration of an
 * organization is left out: it has no model and limits of its own, and so are the methods `update`, `add`, `stop` and `run`,
 * whose names stand in too much other code to be followed. `completions` went with 1.0; `beta.prompt_caching` and
 * `beta.tools` are older.
 */
export const anthropicPythonMethods: ReadonlySet<string> = new Set([
  ...paths('messages', 'create stream parse count_tokens'),
  ...paths('messages.batches', 'create retrieve list cancel delete results'),
  ...paths('models', 'retrieve list'),
  ...paths('files', 'upload list download delete retrieve_metadata'),
  ...paths('skills', 'create retrieve list delete'),
  ...paths('skills.versions', 'create retrieve list delete download'),
  ...paths('user_profiles', 'create retrieve list delete'),
  'completions.create',
  'beta.messages.tool_runner',
  'beta.user_profiles.create_enrollment_url',
  ...['prompt_caching', 'tools'].flatMap((name) => [`beta.${name}.messages.create`, `beta.${name}.messages.stream`]),
  ...only('agents', 'create retrieve list archive'),
  ...only('agents.versions', 'list'),
  ...only('sessions', 'create retrieve list delete archive'),
  ...only('sessions.events', 'send list stream'),
  ...only('sessions.resources', 'retrieve list delete'),
  ...only('sessions.threads', 'retrieve list archive'),
  ...only('sessions.threads.events', 'list stream'),
  ...only('environments', 'create retrieve list delete archive'),
  ...only('environments.work', 'ack heartbeat list poll retrieve stats'),
  ...only('deployments', 'create retrieve list archive pause unpause'),
  ...only('deployment_runs', 'retrieve list'),
  ...only('dreams', 'create retrieve list archive cancel'),
  ...only('memory_stores', 'create retrieve list delete archive'),
  ...only('memory_stores.memories', 'create retrieve list delete'),
  ...only('memory_stores.memory_versions', 'retrieve list redact'),
  ...only('vaults', 'create retrieve list delete archive'),
  ...only('vaults.credentials', 'create retrieve list delete archive mcp_oauth_validate'),
]);

/** Methods of a resource and of its beta. */
function paths(resource: string, names: string): readonly string[] {
  return [...of(resource, names), ...only(resource, names)];
}

function only(resource: string, names: string): readonly string[] {
  return of(`beta.${resource}`, names);
}

function of(resource: string, names: string): readonly string[] {
  return names.split(' ').map((name) => `${resource}.${name}`);
}
