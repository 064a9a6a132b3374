/** Why the platform does not start, and what to do about it: a message for a person, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code = 'start';
  readonly retriable = false;
}
