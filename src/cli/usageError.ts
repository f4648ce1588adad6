/** Something that the user has to call differently; its message is for them, and the command ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
