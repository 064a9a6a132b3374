/**
 * The messages that a .proto file declares, in their order and one in the other, from its text: all that has to be known of
 * a version that is not ours, and nobody parses the whole of it for that. Maps stand for the message that the compiler
 * makes of each. What is no .proto file has none.
 */

export interface Outline {
  readonly package: string;
  readonly messages: readonly OutlinedMessage[];
}

export interface OutlinedMessage {
  readonly name: string;
  readonly messages: OutlinedMessage[];
  /** Made for a map's entries. */
  readonly entry: boolean;
}

const TOKEN =
  /\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.]+|[^\s\w]/g;
/** `map < key , value > name`, where the value may not be one word. */
const MAP_TOKENS = 12;

export function outlineOf(definition: string): Outline {
  const tokens = (definition.match(TOKEN) ?? []).filter((token) => !/^(?:\/[/*]|["'])/.test(token));
  const file: OutlinedMessage = { name: '', messages: [], entry: false };
  // Undefined: what holds no messages, be it an enum, a service or an option.
  const scopes: (OutlinedMessage | undefined)[] = [file];
  let name = '';
  for (const [index, token] of tokens.entries()) {
    const scope = scopes.at(-1);
    if (token === '{') scopes.push(opened(scope, tokens[index - 2], tokens[index - 1]));
    else if (token === '}') scopes.pop();
    else if (token === 'package' && scope === file) name = tokens[index + 1] ?? '';
    else if (token === 'map' && tokens[index + 1] === '<') {
      const field = tokens.slice(index, index + MAP_TOKENS);
      scope?.messages.push({
        name: entryName(field[field.indexOf('>') + 1] ?? ''),
        messages: [],
        entry: true,
      });
    }
  }
  return { package: name, messages: file.messages };
}

function opened(
  scope: OutlinedMessage | undefined,
  keyword: string | undefined,
  name: string | undefined,
): OutlinedMessage | undefined {
  if (scope === undefined || keyword !== 'message' || name === undefined) return undefined;
  const message = { name, messages: [], entry: false };
  scope.messages.push(message);
  return message;
}

/** The compiler's: `line_items` gives `LineItemsEntry`. */
const entryName = (field: string): string =>
  `${field.replace(/(?:^|_+)([a-z])?/g, (_, letter: string = '') => letter.toUpperCase())}Entry`;
