/** Milliseconds. Made only by the functions below, so that a bare number is never taken for the wrong unit. */
export type Duration = number & { readonly unit: 'ms' };

const of = (count: number, unit: number, name: string): Duration => {
  if (!Number.isFinite(count) || count < 0) {
    throw new RangeError(`${name}(${count}): a duration is a finite number of at least 0`);
  }
  return Math.round(count * unit) as Duration;
};

export const milliseconds = (count: number): Duration => of(count, 1, 'milliseconds');
export const seconds = (count: number): Duration => of(count, 1_000, 'seconds');
export const minutes = (count: number): Duration => of(count, 60_000, 'minutes');
export const hours = (count: number): Duration => of(count, 3_600_000, 'hours');
export const days = (count: number): Duration => of(count, 86_400_000, 'days');

/** `90s`, `10min`, `7d`: for messages. */
export function describe(duration: number): string {
  if (duration > 0 && duration % 86_400_000 === 0) return `${duration / 86_400_000}d`;
  if (duration > 0 && duration % 60_000 === 0) return `${duration / 60_000}min`;
  return duration % 1_000 === 0 ? `${duration / 1_000}s` : `${duration}ms`;
}
