/** What holds for every finding. `file` is the record's. */
export const settledByHand = (file: string): string =>
  `A change that is meant nevertheless is written into ${file} by hand, where review sees it. A stage that was never ` +
  'deployed, or whose stacks are deleted, has nothing to protect: delete its file, and `npm run record` writes it anew.';
