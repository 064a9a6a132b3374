import { docComment } from './doc-comment.ts';
import { printTyped } from './print-type.ts';
import { propertyName } from './string-literal.ts';
import { type Declaration, type TsField, word } from './ts-type.ts';

export function printDeclaration({ name, doc, is }: Declaration): string {
  return [...docComment(doc, ''), ...(isFields(is) ? printInterface(name, is) : alias(name, is))].join('\n');
}

function printInterface(name: string, fields: readonly TsField[]): readonly string[] {
  // One without fields would take anything.
  if (fields.length === 0) return alias(name, { is: 'map', of: word('never') });
  return [`export interface ${name} {`, ...fields.flatMap(member), '}'];
}

const alias = (name: string, type: Exclude<Declaration['is'], readonly TsField[]>): readonly string[] =>
  printTyped(`export type ${name} =`, type, '');

const member = ({ name, doc, type, optional = false }: TsField): readonly string[] => [
  ...docComment(doc, '  '),
  ...printTyped(`readonly ${propertyName(name)}${optional ? '?' : ''}:`, type, '  '),
];

const isFields = (is: Declaration['is']): is is readonly TsField[] => Array.isArray(is);
