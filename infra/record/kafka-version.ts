/** A version that MSK can upgrade to from another: a later one, kept by the same (ZooKeeper or KRaft). */
export function upgradesTo(from: string, to: string): boolean {
  const [before, after] = [from, to].map((version) => VERSION.exec(version)?.groups);
  if (before === undefined || after === undefined || before.kraft !== after.kraft) return false;
  const steps = ['major', 'minor', 'patch'].map((part) => numeric(after[part]) - numeric(before[part]));
  return (steps.find((step) => step !== 0) ?? 0) > 0;
}

const VERSION = /^(?<major>\d+)\.(?<minor>\d+)\.(?<patch>\d+|x)(?<kraft>\.kraft)?$/;

/** `3.9.x` is all of 3.9. */
const numeric = (part: string | undefined): number => (part === 'x' ? 0 : Number(part));
