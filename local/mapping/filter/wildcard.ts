/**
 * `*` is any text, `\*` an asterisk, `\\` a backslash. Told apart once, matched from left to right without ever going
 * back: a value may be long and of anyone's making.
 */
export function wildcardTest(pattern: string, refuse: (why: string) => never): (text: string) => boolean {
  const pieces: string[] = [];
  let piece = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const next = pattern[at + 1];
    if (pattern[at] === '*') {
      if (next === '*') refuse(`wildcard '${pattern}' has two * side by side`);
      pieces.push(piece);
      piece = '';
      continue;
    }
    if (pattern[at] === '\\') {
      if (next !== '*' && next !== '\\') refuse(`wildcard '${pattern}': \\ stands before * or \\ alone`);
      at += 1;
    }
    piece += pattern[at];
  }
  pieces.push(piece);
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    const end = text.length - last.length;
    let at = first.length;
    for (const inner of rest) {
      const found = text.indexOf(inner, at);
      if (found === -1 || found + inner.length > end) return false;
      at = found + inner.length;
    }
    return true;
  };
}
