import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inDocument } from '../../../infra/access/in-document.ts';
import { accessMatrix } from '../../../infra/access/matrix.ts';
import { render } from '../../../infra/access/render.ts';
import { declared } from '../../../infra/declared.ts';

const begin = '<!-- matrix of permissions: written by `npx node infra/access/main.ts` -->';
const end = '<!-- end of the matrix of permissions -->';

it('DESIGN.md shows the matrix as it is; renew it with: npx node infra/access/main.ts', () => {
  const document = readFileSync(path.resolve(import.meta.dirname, '../../../DESIGN.md'), 'utf8');
  const renewed = inDocument(document, render(accessMatrix({ declared, ownNetwork: true })));
  expect(document === renewed, 'stale: npx node infra/access/main.ts').toBe(true);
});

describe('in a document', () => {
  it('what is between the comments is replaced, and they and the rest stay', () => {
    const document = `before\n${begin}\nold\n${end}\nafter\n`;
    const renewed = inDocument(document, 'new');
    expect(renewed).toBe(`before\n${begin}\nnew\n${end}\nafter\n`);
    expect(inDocument(renewed, 'new')).toBe(renewed);
  });

  it.each([
    ['no comments', 'text'],
    ['no end', `${begin}\ntext`],
    ['the end first', `${end}\n${begin}`],
    ['two places', `${begin}\n${end}\n${begin}\n${end}`],
    ['two ends', `${begin}\n${end}\n${end}`],
  ])('%s is refused', (_, document) => {
    expect(() => inDocument(document, 'new')).toThrow('no one place for the matrix');
  });
});
