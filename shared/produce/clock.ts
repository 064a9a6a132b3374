/** Milliseconds that only go forward: a deadline does not move when the wall clock is set. */
export const now = (): number => performance.now();
