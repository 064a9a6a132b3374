/** The event itself is not as Lambda's contract says. Nothing of it is settled on such ground: it is handed back. */
export class EventError extends Error {
  override readonly name = 'EventError';
  readonly code = 'event';
  readonly retriable = false;
}
