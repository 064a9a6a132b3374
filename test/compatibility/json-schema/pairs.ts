/**
 * Pairs of JSON Schemas: what our rules say, and where Apicurio's say something else. Of a pair that passes the `valid`
 * documents are valid under both. Of one that is refused the `lost` document is valid under the writer and not under the
 * reader; where there is none, the pair is refused because it cannot be told.
 */
export interface JsonSchemaPair {
  /** The case, as a sentence. */
  readonly name: string;
  readonly reader: object;
  readonly writer: object;
  readonly rules: readonly string[];
  readonly valid?: readonly unknown[];
  readonly lost?: unknown;
  /** Apicurio says the opposite; why ours does not. */
  readonly unlikeApicurio?: string;
}

type Schema = boolean | object;

const object = (properties: Record<string, Schema>, more: object = {}): object => ({
  type: 'object',
  properties,
  ...more,
});
const closed = { additionalProperties: false };
const text = { type: 'string' };
const integer = { type: 'integer' };
const number = { type: 'number' };

const types: readonly JsonSchemaPair[] = [
  {
    name: 'the same schema reads itself',
    reader: object({ id: text, count: integer }, { required: ['id'] }),
    writer: object({ id: text, count: integer }, { required: ['id'] }),
    rules: [],
    valid: [
      { id: 'a', count: 1 },
      { id: 'a', other: true },
    ],
  },
  {
    name: 'number reads integer',
    reader: object({ count: number }),
    writer: object({ count: integer }),
    rules: [],
    valid: [{ count: 3 }],
  },
  {
    name: 'integer does not read number',
    reader: object({ count: integer }),
    writer: object({ count: number }),
    rules: ['type-narrowed'],
    lost: { count: 1.5 },
  },
  {
    name: 'another type is refused',
    reader: object({ count: text }),
    writer: object({ count: integer }),
    rules: ['type-narrowed'],
    lost: { count: 1 },
  },
  {
    name: 'a list of types reads one of them',
    reader: object({ note: { type: ['string', 'null'] } }),
    writer: object({ note: text }),
    rules: [],
    valid: [{ note: 'a' }],
  },
  {
    name: 'one type does not read a list of types',
    reader: object({ note: text }),
    writer: object({ note: { type: ['string', 'null'] } }),
    rules: ['type-narrowed'],
    lost: { note: null },
  },
  {
    name: 'no type reads any type',
    reader: object({ note: {} }),
    writer: object({ note: text }),
    rules: [],
    valid: [{ note: 'a' }],
  },
  {
    name: 'true reads any type',
    reader: object({ note: true }),
    writer: object({ note: text }),
    rules: [],
    valid: [{ note: 'a' }],
  },
  {
    name: 'false reads nothing',
    reader: object({ note: false }),
    writer: object({ note: text }),
    rules: ['nothing-accepted'],
    lost: { note: 'a' },
  },
  {
    name: 'anything reads what the writer never writes',
    reader: object({ note: text }),
    writer: object({ note: false }),
    rules: [],
    valid: [{}],
  },
  {
    name: 'a type does not read any type',
    reader: object({ note: text }),
    writer: object({ note: {} }),
    rules: ['type-narrowed'],
    lost: { note: 1 },
  },
];

const values: readonly JsonSchemaPair[] = [
  {
    name: 'an enum with a new value reads the old ones',
    reader: object({ status: { enum: ['new', 'paid', 'sent'] } }),
    writer: object({ status: { enum: ['new', 'paid'] } }),
    rules: [],
    valid: [{ status: 'paid' }],
  },
  {
    name: 'an enum without a value of the writer is refused',
    reader: object({ status: { enum: ['new'] } }),
    writer: object({ status: { enum: ['new', 'paid'] } }),
    rules: ['enum-narrowed'],
    lost: { status: 'paid' },
  },
  {
    name: 'an enum does not read any text',
    reader: object({ status: { type: 'string', enum: ['new'] } }),
    writer: object({ status: text }),
    rules: ['enum-narrowed'],
    lost: { status: 'paid' },
  },
  {
    name: 'a text reads an enum of texts',
    reader: object({ status: text }),
    writer: object({ status: { type: 'string', enum: ['new', 'paid'] } }),
    rules: [],
    valid: [{ status: 'paid' }],
  },
  {
    name: 'an enum reads a const of its values',
    reader: object({ status: { enum: ['new', 'paid'] } }),
    writer: object({ status: { const: 'new' } }),
    rules: [],
    valid: [{ status: 'new' }],
  },
  {
    name: 'another const is refused',
    reader: object({ kind: { const: 'order' } }),
    writer: object({ kind: { const: 'refund' } }),
    rules: ['enum-narrowed'],
    lost: { kind: 'refund' },
  },
  {
    name: 'a value of an enum that is too long for the reader is refused',
    reader: object({ status: { type: 'string', maxLength: 3 } }),
    writer: object({ status: { type: 'string', enum: ['new', 'paid'] } }),
    rules: ['value-not-accepted'],
    lost: { status: 'paid' },
  },
  {
    name: 'both values of boolean are a boolean',
    reader: object({ paid: { enum: [true, false] } }),
    writer: object({ paid: { type: 'boolean' } }),
    rules: [],
    valid: [{ paid: true }, { paid: false }],
    unlikeApicurio: 'there are two booleans and both are listed; Apicurio compares the kinds of schema',
  },
];

const properties: readonly JsonSchemaPair[] = [
  {
    name: 'a reader that requires what the writer does not is refused',
    reader: object({ id: text }, { required: ['id'] }),
    writer: object({ id: text }),
    rules: ['required-by-reader'],
    lost: {},
  },
  {
    name: 'a reader that does not require what the writer does reads it',
    reader: object({ id: text }),
    writer: object({ id: text }, { required: ['id'] }),
    rules: [],
    valid: [{ id: 'a' }],
  },
  {
    name: 'a new property reads what is closed',
    reader: object({ id: text, phone: text }, closed),
    writer: object({ id: text }, closed),
    rules: [],
    valid: [{ id: 'a' }],
  },
  {
    name: 'a new property is refused where the writer leaves others open',
    reader: object({ id: text, phone: text }),
    writer: object({ id: text }),
    rules: ['property-added-to-open-content'],
    lost: { id: 'a', phone: 1 },
  },
  {
    name: 'a new property of any value reads what is open',
    reader: object({ id: text, phone: {} }),
    writer: object({ id: text }),
    rules: [],
    valid: [{ id: 'a', phone: 1 }],
    unlikeApicurio: 'the property accepts whatever was written; Apicurio refuses any new one',
  },
  {
    name: 'a new property that fits what the writer says of others reads it',
    reader: object({ id: text, count: number }, { additionalProperties: integer }),
    writer: object({ id: text }, { additionalProperties: integer }),
    rules: [],
    valid: [{ id: 'a', count: 1 }],
    unlikeApicurio: 'the property accepts all that others may be; Apicurio asks it the other way about',
  },
  {
    name: 'a new property that is narrower than what the writer says of others is refused',
    reader: object({ id: text, count: integer }, { additionalProperties: number }),
    writer: object({ id: text }, { additionalProperties: number }),
    rules: ['property-added-to-open-content'],
    lost: { id: 'a', count: 1.5 },
    unlikeApicurio: 'a document of the writer is lost; Apicurio asks it the other way about',
  },
  {
    name: 'a new property that does not fit what the writer says of others is refused',
    reader: object({ id: text, count: text }, { additionalProperties: integer }),
    writer: object({ id: text }, { additionalProperties: integer }),
    rules: ['property-added-to-open-content'],
    lost: { id: 'a', count: 1 },
  },
  {
    name: 'an open reader reads a property that it removed',
    reader: object({ id: text }),
    writer: object({ id: text, phone: text }),
    rules: [],
    valid: [{ id: 'a', phone: '1' }],
  },
  {
    name: 'a closed reader does not read a property that it removed',
    reader: object({ id: text }, closed),
    writer: object({ id: text, phone: text }, closed),
    rules: ['property-not-accepted'],
    lost: { id: 'a', phone: '1' },
  },
  {
    name: 'a partly open reader reads a removed property that fits',
    reader: object({ id: text }, { additionalProperties: text }),
    writer: object({ id: text, phone: text }, closed),
    rules: [],
    valid: [{ id: 'a', phone: '1' }],
  },
  {
    name: 'a partly open reader does not read a removed property that does not fit',
    reader: object({ id: text }, { additionalProperties: integer }),
    writer: object({ id: text, phone: text }, closed),
    rules: ['property-not-accepted'],
    lost: { id: 'a', phone: '1' },
  },
  {
    name: 'closing what was open is refused',
    reader: object({ id: text }, closed),
    writer: object({ id: text }),
    rules: ['open-content-closed'],
    lost: { id: 'a', other: 1 },
  },
  {
    name: 'opening what was closed reads it',
    reader: object({ id: text }),
    writer: object({ id: text }, closed),
    rules: [],
    valid: [{ id: 'a' }],
  },
  {
    name: 'narrowing what others may be is refused',
    reader: object({ id: text }, { additionalProperties: integer }),
    writer: object({ id: text }, { additionalProperties: number }),
    rules: ['type-narrowed'],
    lost: { id: 'a', other: 1.5 },
  },
  {
    name: 'the same pattern of names reads itself, closed',
    reader: object({}, { patternProperties: { '^x-': text }, ...closed }),
    writer: object({}, { patternProperties: { '^x-': text }, ...closed }),
    rules: [],
    valid: [{ 'x-a': 'b' }],
  },
  {
    name: 'what others may be is not asked of names that match a pattern',
    reader: object({}, { patternProperties: { '^x-': text }, additionalProperties: number }),
    writer: object({}, { patternProperties: { '^x-': text }, additionalProperties: integer }),
    rules: [],
    valid: [{ 'x-a': 'b', size: 1 }],
  },
  {
    name: 'a property that was listed may come under a pattern that fits',
    reader: object({}, { patternProperties: { '^x-': text }, ...closed }),
    writer: object({ 'x-a': text }, closed),
    rules: [],
    valid: [{ 'x-a': 'b' }],
    unlikeApicurio: 'the name matches the pattern; Apicurio compares names and patterns apart',
  },
  {
    name: 'a pattern of names that is new is refused where others are open',
    reader: object({}, { patternProperties: { '^x-': text } }),
    writer: object({}),
    rules: ['type-narrowed'],
    lost: { 'x-a': 1 },
  },
  {
    name: 'a pattern of names that is new reads what is closed',
    reader: object({ id: text }, { patternProperties: { '^x-': text } }),
    writer: object({ id: text }, closed),
    rules: [],
    valid: [{ id: 'a' }],
    unlikeApicurio: 'no such name can have been written; Apicurio refuses any new pattern',
  },
  {
    name: 'narrower names of properties are refused',
    reader: object({}, { propertyNames: { maxLength: 3 } }),
    writer: object({}),
    rules: ['property-names-narrowed'],
    lost: { long: 1 },
  },
  {
    name: 'names of properties that a closed writer keeps to are read',
    reader: object({ id: text }, { propertyNames: { maxLength: 3 } }),
    writer: object({ id: text }, closed),
    rules: [],
    valid: [{ id: 'a' }],
    unlikeApicurio: 'every name of the writer is short enough; Apicurio refuses any new limit',
  },
  {
    name: 'fewer properties than the writer may have is refused',
    reader: object({}, { maxProperties: 1 }),
    writer: object({}, { maxProperties: 2 }),
    rules: ['max-properties-lowered'],
    lost: { a: 1, b: 2 },
  },
  {
    name: 'as many properties as the writer requires are read',
    reader: object({ id: text }, { minProperties: 1 }),
    writer: object({ id: text }, { required: ['id'] }),
    rules: [],
    valid: [{ id: 'a' }],
    unlikeApicurio: 'what is required counts; Apicurio refuses any new limit',
  },
  {
    name: 'a property that demands another anew is refused',
    reader: object({ card: text }, { dependencies: { card: ['name'] } }),
    writer: object({ card: text }),
    rules: ['dependency-added'],
    lost: { card: '1' },
  },
  {
    name: 'a property that demands what the writer requires anyway is read',
    reader: object({ card: text, name: text }, { dependencies: { card: ['name'] } }),
    writer: object({ card: text, name: text }, { required: ['name'] }),
    rules: [],
    valid: [{ card: '1', name: 'a' }],
    unlikeApicurio: 'what is demanded is always there; Apicurio refuses any new demand',
  },
  {
    name: 'a property that the writer cannot have may demand anything',
    reader: object({ id: text }, { dependencies: { card: ['name'] } }),
    writer: object({ id: text }, closed),
    rules: [],
    valid: [{ id: 'a' }],
    unlikeApicurio: 'no such property can have been written; Apicurio refuses any new demand',
  },
  {
    name: 'a property that demands a wider schema is read',
    reader: object({ card: text }, { dependencies: { card: object({ year: number }) } }),
    writer: object({ card: text }, { dependencies: { card: object({ year: integer }) } }),
    rules: [],
    valid: [{ card: '1', year: 2030 }],
  },
  {
    name: 'all reasons are named, deep ones too',
    reader: object({ id: text, line: object({ sku: integer, size: integer }, { required: ['sku'] }) }),
    writer: object({ id: integer, line: object({ sku: text, size: integer }) }),
    rules: ['type-narrowed', 'required-by-reader', 'type-narrowed'],
    lost: { line: {} },
  },
];

const numbers: readonly JsonSchemaPair[] = [
  {
    name: 'a higher minimum is refused',
    reader: object({ count: { type: 'integer', minimum: 1 } }),
    writer: object({ count: { type: 'integer', minimum: 0 } }),
    rules: ['minimum-raised'],
    lost: { count: 0 },
  },
  {
    name: 'a lower minimum is read',
    reader: object({ count: { type: 'integer', minimum: 0 } }),
    writer: object({ count: { type: 'integer', minimum: 1 } }),
    rules: [],
    valid: [{ count: 1 }],
  },
  {
    name: 'a minimum where there was none is refused',
    reader: object({ count: { type: 'integer', minimum: 0 } }),
    writer: object({ count: integer }),
    rules: ['minimum-raised'],
    lost: { count: -1 },
  },
  {
    name: 'a lower maximum is refused',
    reader: object({ count: { type: 'number', maximum: 9.5 } }),
    writer: object({ count: { type: 'number', maximum: 10 } }),
    rules: ['maximum-lowered'],
    lost: { count: 10 },
  },
  {
    name: 'an exclusive bound does not read the bound itself',
    reader: object({ count: { type: 'number', exclusiveMaximum: 10 } }),
    writer: object({ count: { type: 'number', maximum: 10 } }),
    rules: ['maximum-lowered'],
    lost: { count: 10 },
  },
  {
    name: 'a bound reads its exclusive one',
    reader: object({ count: { type: 'number', maximum: 10 } }),
    writer: object({ count: { type: 'number', exclusiveMaximum: 10 } }),
    rules: [],
    valid: [{ count: 9.9 }],
  },
  {
    name: 'above 4 and from 5 are the same integers',
    reader: object({ count: { type: 'integer', minimum: 5 } }),
    writer: object({ count: { type: 'integer', exclusiveMinimum: 4 } }),
    rules: [],
    valid: [{ count: 5 }],
    unlikeApicurio: 'integers have a next one; Apicurio compares the bounds alone',
  },
  {
    name: 'a step that is a part of the step of the writer is read',
    reader: object({ price: { type: 'number', multipleOf: 0.01 } }),
    writer: object({ price: { type: 'number', multipleOf: 0.05 } }),
    rules: [],
    valid: [{ price: 0.25 }],
  },
  {
    name: 'another step is refused',
    reader: object({ count: { type: 'integer', multipleOf: 3 } }),
    writer: object({ count: { type: 'integer', multipleOf: 2 } }),
    rules: ['multiple-of-changed'],
    lost: { count: 2 },
  },
  {
    name: 'integer reads a number of whole steps',
    reader: object({ count: integer }),
    writer: object({ count: { type: 'number', multipleOf: 2 } }),
    rules: [],
    valid: [{ count: 4 }],
    unlikeApicurio: 'every multiple of a whole number is one; Apicurio knows this of 1 alone',
  },
];

const strings: readonly JsonSchemaPair[] = [
  {
    name: 'a longer least length is refused',
    reader: object({ id: { type: 'string', minLength: 2 } }),
    writer: object({ id: { type: 'string', minLength: 1 } }),
    rules: ['min-length-raised'],
    lost: { id: 'a' },
  },
  {
    name: 'a shorter greatest length is refused',
    reader: object({ id: { type: 'string', maxLength: 2 } }),
    writer: object({ id: text }),
    rules: ['max-length-lowered'],
    lost: { id: 'abc' },
  },
  {
    name: 'a least length of 0 asks for nothing',
    reader: object({ id: { type: 'string', minLength: 0 } }),
    writer: object({ id: text }),
    rules: [],
    valid: [{ id: '' }],
    unlikeApicurio: 'no text is shorter; Apicurio refuses any new limit',
  },
  {
    name: 'a pattern where there was none is refused',
    reader: object({ id: { type: 'string', pattern: '^[A-Z]+$' } }),
    writer: object({ id: text }),
    rules: ['pattern-changed'],
    lost: { id: 'a' },
  },
  {
    name: 'another pattern is refused, whatever it says',
    reader: object({ id: { type: 'string', pattern: '^[A-Z0-9]+$' } }),
    writer: object({ id: { type: 'string', pattern: '^[A-Z]+$' } }),
    rules: ['pattern-changed'],
  },
  {
    name: 'a pattern that was dropped reads what kept to it',
    reader: object({ id: text }),
    writer: object({ id: { type: 'string', pattern: '^[A-Z]+$' } }),
    rules: [],
    valid: [{ id: 'A' }],
  },
  {
    name: 'a format where there was none is refused',
    reader: object({ at: { type: 'string', format: 'date-time' } }),
    writer: object({ at: text }),
    rules: ['format-changed'],
    lost: { at: 'now' },
  },
  {
    name: 'another encoding of the content is refused',
    reader: object({ file: { type: 'string', contentEncoding: 'base64' } }),
    writer: object({ file: text }),
    rules: ['content-changed'],
  },
];

const arrays: readonly JsonSchemaPair[] = [
  {
    name: 'items of a wider type are read',
    reader: object({ counts: { type: 'array', items: number } }),
    writer: object({ counts: { type: 'array', items: integer } }),
    rules: [],
    valid: [{ counts: [1, 2] }],
  },
  {
    name: 'items of a narrower type are refused',
    reader: object({ counts: { type: 'array', items: integer } }),
    writer: object({ counts: { type: 'array', items: number } }),
    rules: ['type-narrowed'],
    lost: { counts: [1.5] },
  },
  {
    name: 'items of a type where there was none are refused',
    reader: object({ counts: { type: 'array', items: integer } }),
    writer: object({ counts: { type: 'array' } }),
    rules: ['type-narrowed'],
    lost: { counts: ['a'] },
  },
  {
    name: 'more items than before at the least are refused',
    reader: object({ counts: { type: 'array', minItems: 1 } }),
    writer: object({ counts: { type: 'array' } }),
    rules: ['min-items-raised'],
    lost: { counts: [] },
  },
  {
    name: 'fewer items than before at the most are refused',
    reader: object({ counts: { type: 'array', maxItems: 2 } }),
    writer: object({ counts: { type: 'array', maxItems: 3 } }),
    rules: ['max-items-lowered'],
    lost: { counts: [1, 2, 3] },
  },
  {
    name: 'unique items where they could repeat are refused',
    reader: object({ counts: { type: 'array', uniqueItems: true } }),
    writer: object({ counts: { type: 'array' } }),
    rules: ['unique-items-required'],
    lost: { counts: [1, 1] },
  },
  {
    name: 'a single item is unique',
    reader: object({ counts: { type: 'array', uniqueItems: true } }),
    writer: object({ counts: { type: 'array', maxItems: 1 } }),
    rules: [],
    valid: [{ counts: [1] }],
    unlikeApicurio: 'one item repeats none; Apicurio compares the word alone',
  },
  {
    name: 'a tuple reads the same tuple of narrower items',
    reader: object({ pair: { type: 'array', items: [text, number], additionalItems: false } }),
    writer: object({ pair: { type: 'array', items: [text, integer], additionalItems: false } }),
    rules: [],
    valid: [{ pair: ['a', 1] }, { pair: ['a'] }],
  },
  {
    name: 'a closed tuple does not read a longer one',
    reader: object({ pair: { type: 'array', items: [text], additionalItems: false } }),
    writer: object({ pair: { type: 'array', items: [text, integer], additionalItems: false } }),
    rules: ['max-items-lowered'],
    lost: { pair: ['a', 1] },
  },
  {
    name: 'a longer tuple reads a closed one',
    reader: object({ pair: { type: 'array', items: [text, integer], additionalItems: false } }),
    writer: object({ pair: { type: 'array', items: [text], additionalItems: false } }),
    rules: [],
    valid: [{ pair: ['a'] }],
  },
  {
    name: 'a list reads a tuple of its items',
    reader: object({ pair: { type: 'array', items: text } }),
    writer: object({ pair: { type: 'array', items: [text, text], additionalItems: false } }),
    rules: [],
    valid: [{ pair: ['a', 'b'] }],
    unlikeApicurio: 'every place holds what the list holds; Apicurio compares tuples with tuples alone',
  },
  {
    name: 'an item that must be among the others anew is refused',
    reader: object({ tags: { type: 'array', contains: { const: 'a' } } }),
    writer: object({ tags: { type: 'array' } }),
    rules: ['contains-changed'],
    lost: { tags: [] },
  },
];

const unions: readonly JsonSchemaPair[] = [
  {
    name: 'anyOf with a new branch reads the old ones',
    reader: object({ id: { anyOf: [text, integer, { type: 'null' }] } }),
    writer: object({ id: { anyOf: [text, integer] } }),
    rules: [],
    valid: [{ id: 'a' }, { id: 1 }],
  },
  {
    name: 'anyOf without a branch of the writer is refused',
    reader: object({ id: { anyOf: [text, { type: 'null' }] } }),
    writer: object({ id: { anyOf: [text, integer] } }),
    rules: ['any-of-narrowed'],
    lost: { id: 1 },
  },
  {
    name: 'anyOf reads a list of the same types',
    reader: object({ id: { anyOf: [text, { type: 'null' }] } }),
    writer: object({ id: { type: ['string', 'null'] } }),
    rules: [],
    valid: [{ id: null }],
  },
  {
    name: 'oneOf with a new branch of another type reads the old ones',
    reader: object({ id: { oneOf: [text, integer, { type: 'null' }] } }),
    writer: object({ id: { oneOf: [text, integer] } }),
    rules: [],
    valid: [{ id: 'a' }],
  },
  {
    name: 'oneOf with a new branch that the old ones overlap is refused',
    reader: { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }, { required: ['c'] }] },
    writer: { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    rules: ['undecidable'],
    lost: { a: 1, c: 1 },
    unlikeApicurio: 'two branches may match at once, and none is accepted then; Apicurio counts branches',
  },
  {
    name: 'oneOf reads objects told apart by a constant',
    reader: {
      oneOf: ['order', 'refund', 'note'].map((kind) =>
        object({ kind: { const: kind } }, { required: ['kind'] }),
      ),
    },
    writer: {
      oneOf: ['order', 'refund'].map((kind) => object({ kind: { const: kind } }, { required: ['kind'] })),
    },
    rules: [],
    valid: [{ kind: 'order' }, { kind: 'refund', more: 1 }],
  },
  {
    name: 'oneOf with branches that overlap reads itself beside a wider property',
    reader: object({ size: number }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
    writer: object({ size: integer }, { oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
    rules: [],
    valid: [{ a: 1 }, { b: 1, size: 2 }],
  },
  {
    name: 'a value of an enum that two branches of oneOf match is refused',
    reader: object({ size: { oneOf: [integer, number] } }),
    writer: object({ size: { enum: [1] } }),
    rules: ['value-not-accepted'],
    lost: { size: 1 },
  },
  {
    name: 'oneOf without a branch of the writer is refused',
    reader: { oneOf: [text, integer] },
    writer: { oneOf: [text, { type: 'array' }] },
    rules: ['one-of-narrowed'],
    lost: [],
  },
  {
    name: 'anyOf reads oneOf',
    reader: object({ id: { anyOf: [text, integer] } }),
    writer: object({ id: { oneOf: [text, integer] } }),
    rules: [],
    valid: [{ id: 1 }],
  },
  {
    name: 'oneOf reads anyOf where no branch overlaps another',
    reader: object({ id: { oneOf: [text, integer] } }),
    writer: object({ id: { anyOf: [text, integer] } }),
    rules: [],
    valid: [{ id: 1 }],
    unlikeApicurio: 'text and integer never match at once; Apicurio refuses any other word',
  },
  {
    name: 'members of allOf in another order say the same',
    reader: { allOf: [object({ a: text }), { required: ['a'] }] },
    writer: { allOf: [{ required: ['a'] }, object({ a: text })] },
    rules: [],
    valid: [{ a: 'b' }],
  },
  {
    name: 'allOf with a member more is refused',
    reader: { allOf: [object({ a: text }), { required: ['a'] }] },
    writer: { allOf: [object({ a: text })] },
    rules: ['required-by-reader'],
    lost: {},
  },
  {
    name: 'members of allOf may be written out',
    reader: object({ a: text, b: integer }, { required: ['a'] }),
    writer: { allOf: [object({ a: text }, { required: ['a'] }), object({ b: integer })] },
    rules: [],
    valid: [{ a: 'b', b: 1 }],
    unlikeApicurio: 'both say the same; Apicurio compares the kinds of schema',
  },
  {
    name: 'the same not reads itself',
    reader: object({ a: { not: text } }),
    writer: object({ a: { not: text } }),
    rules: [],
    valid: [{ a: 1 }],
  },
  {
    name: 'a type reads nothing that a not of it refuses',
    reader: object({ a: { not: { type: 'null' } } }),
    writer: object({ a: text }),
    rules: [],
    valid: [{ a: 'b' }],
    unlikeApicurio: 'a text is never null; Apicurio compares the kinds of schema',
  },
  {
    name: 'a not that cannot be told from what was written is refused',
    reader: object({ a: { type: 'string', not: { pattern: '^x' } } }),
    writer: object({ a: text }),
    rules: ['undecidable'],
    lost: { a: 'x' },
  },
  {
    name: 'the same condition reads itself',
    reader: {
      type: 'object',
      if: { properties: { kind: { const: 'order' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of the format
      then: { required: ['id'] },
    },
    writer: {
      type: 'object',
      if: { properties: { kind: { const: 'order' } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of the format
      then: { required: ['id'] },
    },
    rules: [],
    valid: [{ kind: 'order', id: 1 }, {}],
  },
  {
    name: 'a condition that is new is refused',
    reader: {
      type: 'object',
      if: { required: ['card'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of the format
      then: { required: ['name'] },
    },
    writer: { type: 'object' },
    rules: ['required-by-reader'],
    lost: { card: 1 },
  },
];

const person = object({ name: text, boss: { $ref: '#/definitions/person' } });

const references: readonly JsonSchemaPair[] = [
  {
    name: 'a reference reads what it stands for',
    reader: object(
      { at: { $ref: '#/definitions/place' } },
      { definitions: { place: object({ city: text }) } },
    ),
    writer: object({ at: object({ city: text }) }),
    rules: [],
    valid: [{ at: { city: 'a' } }],
  },
  {
    name: 'a definition that nothing refers to says nothing',
    reader: object({ id: text }, { definitions: { old: { type: 'integer' } } }),
    writer: object({ id: text }, { definitions: { old: text } }),
    rules: [],
    valid: [{ id: 'a' }],
  },
  {
    name: 'a change in a definition is named where it is used',
    reader: object(
      { at: { $ref: '#/definitions/place' } },
      { definitions: { place: object({ zip: integer }) } },
    ),
    writer: object(
      { at: { $ref: '#/definitions/place' } },
      { definitions: { place: object({ zip: text }) } },
    ),
    rules: ['type-narrowed'],
    lost: { at: { zip: 'a' } },
  },
  {
    name: 'a schema that refers to itself reads itself',
    reader: { $ref: '#/definitions/person', definitions: { person } },
    writer: { $ref: '#/definitions/person', definitions: { person } },
    rules: [],
    valid: [{ name: 'a', boss: { name: 'b' } }],
  },
  {
    name: 'a schema that refers to itself and changed ends with one reason',
    reader: {
      $ref: '#/definitions/person',
      definitions: { person: object({ name: integer, boss: { $ref: '#/definitions/person' } }) },
    },
    writer: { $ref: '#/definitions/person', definitions: { person } },
    rules: ['type-narrowed'],
    lost: { name: 'a' },
  },
  {
    name: 'what stands beside a reference says nothing',
    reader: object({ id: { $ref: '#/definitions/id', maxLength: 1 } }, { definitions: { id: text } }),
    writer: object({ id: text }),
    rules: [],
    valid: [{ id: 'a' }],
  },
  {
    name: 'unknown keywords and descriptions say nothing',
    reader: object({ id: { type: 'string', title: 'b', 'x-owner': 'sales' } }, { $comment: 'new' }),
    writer: object({ id: { type: 'string', title: 'a', default: '' } }, { description: 'old' }),
    rules: [],
    valid: [{ id: 'a' }],
  },
  {
    name: 'draft-04 says exclusive beside the bound',
    reader: {
      $schema: 'http://json-schema.org/draft-04/schema#',
      ...object({ count: { type: 'number', minimum: 0 } }),
    },
    writer: {
      $schema: 'http://json-schema.org/draft-04/schema#',
      ...object({ count: { type: 'number', minimum: 0, exclusiveMinimum: true } }),
    },
    rules: [],
  },
];

export const PAIRS: readonly JsonSchemaPair[] = [
  ...types,
  ...values,
  ...properties,
  ...numbers,
  ...strings,
  ...arrays,
  ...unions,
  ...references,
];

/** As it would stand in a file. */
export const definitionText = (schema: object): string =>
  JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema });
