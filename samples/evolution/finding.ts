/** What was looked for, in one line, and whether it is as it must be. */
export interface Finding {
  readonly ok: boolean;
  readonly text: string;
}
