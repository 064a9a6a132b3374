/** `npx node infra/access/main.ts`: writes the matrix of the app's own declarations into DESIGN.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { declared } from '../declared.ts';
import { inDocument } from './in-document.ts';
import { accessMatrix } from './matrix.ts';
import { render } from './render.ts';

const file = path.resolve(import.meta.dirname, '../../DESIGN.md');
const document = readFileSync(file, 'utf8');
const renewed = inDocument(document, render(accessMatrix({ declared, ownNetwork: true })));
if (renewed !== document) writeFileSync(file, renewed);
console.log(renewed === document ? 'DESIGN.md has it already' : 'DESIGN.md is renewed');
