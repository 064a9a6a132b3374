/** The types that generated code is made of. Objects are interfaces with a name, so a type is at most a line or a union. */
export type TsType =
  /** A name, a literal, a keyword. */
  | { readonly is: 'word'; readonly text: string }
  | { readonly is: 'array'; readonly of: TsType }
  /** `deferred`: written so that what it holds may be the type that is being declared. */
  | { readonly is: 'map'; readonly of: TsType; readonly deferred?: true }
  | { readonly is: 'union'; readonly of: readonly TsType[] }
  /** An object with one property, which says what its value is. */
  | { readonly is: 'wrapped'; readonly name: string; readonly of: TsType };

export interface TsField {
  readonly name: string;
  readonly doc: string;
  readonly type: TsType;
  readonly optional?: boolean;
}

export interface Declaration {
  readonly name: string;
  readonly doc: string;
  /** An interface's fields, or what the name stands for. */
  readonly is: readonly TsField[] | TsType;
}

export const word = (text: string): TsType => ({ is: 'word', text });

export const UNKNOWN = word('unknown');
export const NULL = word('null');
const NEVER = word('never');

/** What has one member is that member; what may be anything is unknown; null comes last. */
export function unionOf(members: readonly TsType[]): TsType {
  const flat = members.flatMap((member) => (member.is === 'union' ? member.of : [member]));
  const seen = new Map(flat.map((member) => [JSON.stringify(member), member]));
  const has = (member: TsType): boolean => seen.has(JSON.stringify(member));
  if (has(UNKNOWN)) return UNKNOWN;
  const others = [...seen.values()].filter((member) => !isWord(member, 'null') && !isWord(member, 'never'));
  const all = has(NULL) ? [...others, NULL] : others;
  const [first = NEVER] = all;
  return all.length > 1 ? { is: 'union', of: all } : first;
}

const isWord = (type: TsType, text: string): boolean => type.is === 'word' && type.text === text;

/** For what stands under a name that may stand within it. */
export function deferred(type: TsType): TsType {
  switch (type.is) {
    case 'word':
      return type;
    case 'union':
      return { ...type, of: type.of.map(deferred) };
    case 'map':
      return { ...type, of: deferred(type.of), deferred: true };
    default:
      return { ...type, of: deferred(type.of) };
  }
}
