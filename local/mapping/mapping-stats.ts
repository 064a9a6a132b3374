/** Counters of one mapping since its start. Records unless the name says otherwise. */
export interface MappingStats {
  polled: number;
  /** Left out by the filter. */
  filtered: number;
  /** Not to be decoded, or of a schema that is not there. */
  invalid: number;
  /** Invocations, retried ones included. */
  invoked: number;
  /** Batches formed from the log: an invocation that is no retry. */
  batches: number;
  failedInvocations: number;
  /** Records given to the function once more. */
  redelivered: number;
  /** Records the group will not see again. */
  committed: number;
  toDestination: number;
  dropped: number;
}

export const newStats = (): MappingStats => ({
  polled: 0,
  filtered: 0,
  invalid: 0,
  invoked: 0,
  batches: 0,
  failedInvocations: 0,
  redelivered: 0,
  committed: 0,
  toDestination: 0,
  dropped: 0,
});
