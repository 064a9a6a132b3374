/**
 * Decides on a request as IAM does for the policies of one role: an explicit denial wins, else one allowing statement is
 * enough, else it is refused.
 *
 *   actions    `*` and `?`, whatever the case
 *   resources  `*` is everything; else `*` and `?` within each of an ARN's six parts, the last of which may have colons
 *   conditions StringEquals and Null; all of them must hold, and a key that the request lacks equals nothing
 *
 * What is not known here is refused rather than skipped: a proof on a misread policy is none.
 */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly Sid?: string;
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

export type Decision = 'allowed' | 'denied' | 'not allowed';

type Test = (request: Request) => boolean;
type TextTest = (text: string) => boolean;

const KEYS = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];

export function policyEvaluator(statements: readonly Statement[]): (request: Request) => Decision {
  const read = statements.map((each) => ({ effect: each.Effect, applies: appliesOf(each) }));
  const allows = read.filter(({ effect }) => effect === 'Allow');
  const denies = read.filter(({ effect }) => effect === 'Deny');
  return (request) => {
    if (denies.some(({ applies }) => applies(request))) return 'denied';
    return allows.some(({ applies }) => applies(request)) ? 'allowed' : 'not allowed';
  };
}

export const listOf = (given: string | readonly string[]): readonly string[] => [given].flat();

const applying = new WeakMap<Statement, Test>();

/** A proof takes one statement of a policy away at a time: the others are read once. */
function appliesOf(statement: Statement): Test {
  const applies = applying.get(statement) ?? readStatement(statement);
  applying.set(statement, applies);
  return applies;
}

function readStatement(statement: Statement): Test {
  const unknown = Object.keys(statement).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw new Error(`a statement's ${unknown} is not evaluated here`);
  if (!['Allow', 'Deny'].includes(statement.Effect)) throw new Error(`effect ${statement.Effect}`);
  const actions = listOf(statement.Action).map((glob) => matching(glob, 'i'));
  const resources = listOf(statement.Resource).map(resourceTest);
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => conditionTest(operator, key, listOf(values))),
  );
  return (request) =>
    actions.some((each) => each(request.action)) &&
    resources.some((each) => each(request.resource)) &&
    conditions.every((each) => each(request));
}

function resourceTest(glob: string): TextTest {
  if (glob === '*') return () => true;
  const expected = partsOf(glob).map((part) => matching(part));
  return (resource) => {
    if (resource === '*') return false;
    const given = partsOf(resource);
    return expected.every((each, index) => each(given[index]!));
  };
}

function conditionTest(operator: string, key: string, values: readonly string[]): Test {
  const given = ({ context = {} }: Request) =>
    Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  switch (operator) {
    case 'StringEquals':
      return (request) => values.includes(given(request) ?? '\0');
    case 'Null':
      return (request) => values.includes(String(given(request) === undefined));
    default:
      throw new Error(`condition operator ${operator} is not evaluated here`);
  }
}

const parts = new Map<string, readonly string[]>();

/** A proof asks for the same few resources very often. */
function partsOf(arn: string): readonly string[] {
  const known = parts.get(arn);
  if (known !== undefined) return known;
  const [name, ...rest] = arn.split(':');
  if (name !== 'arn' || rest.length < 5) throw new Error(`'${arn}' is neither * nor an ARN`);
  const read = [name, ...rest.slice(0, 4), rest.slice(4).join(':')];
  parts.set(arn, read);
  return read;
}

function matching(glob: string, flags = ''): TextTest {
  if (glob.includes('${')) throw new Error(`policy variables are not evaluated here: ${glob}`);
  if (flags === '' && !/[*?]/.test(glob)) return (text) => text === glob;
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const pattern = new RegExp(`^${source}$`, `${flags}s`);
  return (text) => pattern.test(text);
}
