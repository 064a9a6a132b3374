/** Days since 1970-01-01, which is how Avro has a date, and as people write them: YYYY-MM-DD. */
const DAY_MS = 86_400_000;

/** Undefined where the text is no day of the calendar. */
export function dayOf(text: string): number | undefined {
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && dayText(day) === text ? day : undefined;
}

export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
