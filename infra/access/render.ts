/** The matrix as a table of Markdown, a line a grant; a role's name stands at its first. */
import { type Grant, PURPOSES, TARGETS, type Target } from './grant.ts';
import { WITHOUT_RESOURCE } from './without-resource.ts';

export function render(matrix: readonly Grant[]): string {
  const lines = matrix.map(({ role, actions, on, purpose }, index) => {
    const name = matrix[index - 1]?.role === role ? '' : `\`${role}\``;
    return row([name, actions.map(code).join(', '), listed(on), PURPOSES[purpose]]);
  });
  const used = new Set(matrix.flatMap(({ actions, on }) => (on.some(isAny) ? actions : [])));
  const reasons = Object.entries(WITHOUT_RESOURCE).filter(([action]) => used.has(action));
  return [
    row(['role', 'may', 'on', 'what for']),
    row(['---', '---', '---', '---']),
    ...lines,
    ...(reasons.length === 0
      ? []
      : ['', 'On `*`, and why:', '', row(['action', 'reason']), row(['---', '---'])]),
    ...reasons.map(([action, reason]) => row([code(action), reason])),
  ].join('\n');
}

/** Of several targets of a kind, the kind once: "topic a, b". */
const listed = (on: readonly Target[]): string =>
  [...Map.groupBy(on, ({ kind }) => kind)]
    .map(([kind, group]) => {
      const names = group.flatMap(({ name }) => (name === '' ? [] : [code(name)]));
      return [TARGETS[kind], names.join(', ')].filter((text) => text !== '').join(' ');
    })
    .join('; ');

const isAny = ({ kind }: Target): boolean => kind === 'any';
const code = (text: string): string => `\`${text}\``;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
