/**
 * Pairs of .proto files: what our rules say, and where Apicurio's say something else. `rules` are the reasons why the
 * reader cannot read the writer; `follow` are those why the reader may not be the version after the writer.
 *
 * With a `sample` the writer's bytes for it must read as `read`, or as the sample itself where `read` is missing. A pair
 * that is refused because values would change shows so with its `read`.
 */
export interface ProtobufPair {
  /** The case, as a sentence. */
  readonly name: string;
  readonly reader: string;
  readonly writer: string;
  readonly rules: readonly string[];
  readonly follow?: readonly string[];
  /** Apicurio says the opposite; why ours does not. */
  readonly unlikeApicurio?: string;
  readonly sample?: object;
  readonly read?: object;
}

const proto2 = (body: string): string => `syntax = "proto2";\npackage shop;\n${body}\n`;
const proto3 = (body: string): string => `syntax = "proto3";\npackage shop;\n${body}\n`;
const order = (fields: string): string => proto3(`message Order { string id = 1; ${fields} }`);
const order2 = (fields: string): string => proto2(`message Order { optional string id = 1; ${fields} }`);

const BY_DIRECTION = 'AWS Glue documents each direction by itself; Apicurio compares the label alone';
const LOSSLESS =
  'every value of the writer is read as the same number; Apicurio compares the name of the type alone';
const ROOT_ALONE = 'a record holds the root message alone; Apicurio compares every message of the file';
const SERVICES = 'a record knows no services; AWS Glue and Apicurio check them for gRPC';

const fields: readonly ProtobufPair[] = [
  {
    name: 'the same file reads itself',
    reader: order('int64 amount = 2; repeated string tags = 3;'),
    writer: order('int64 amount = 2; repeated string tags = 3;'),
    rules: [],
    sample: { id: 'a', amount: '9007199254740993', tags: ['x', 'y'] },
  },
  {
    name: 'a field that is new in the reader is absent in what was written before',
    reader: order('string note = 2;'),
    writer: order(''),
    rules: [],
    sample: { id: 'a' },
  },
  {
    name: 'a field that the reader removed and reserved is skipped',
    reader: order('reserved 2; reserved "email";'),
    writer: order('string email = 2;'),
    rules: [],
    sample: { id: 'a', email: 'b' },
    read: { id: 'a' },
  },
  {
    name: 'a field that the reader removed is read, but its number must not be left free',
    reader: order(''),
    writer: order('string email = 2;'),
    rules: [],
    follow: ['number-not-reserved', 'name-not-reserved'],
    sample: { id: 'a', email: 'b' },
    read: { id: 'a' },
  },
  {
    name: 'a removed field whose name alone is reserved leaves its number free',
    reader: order('reserved "email";'),
    writer: order('string email = 2;'),
    rules: [],
    follow: ['number-not-reserved'],
  },
  {
    name: 'a removed field whose number alone is reserved leaves its name free',
    reader: order('reserved 2;'),
    writer: order('string email = 2;'),
    rules: [],
    follow: ['name-not-reserved'],
  },
  {
    name: 'a number used again for another name and type is refused',
    reader: order('int32 count = 2;'),
    writer: order('string email = 2;'),
    rules: ['field-renamed'],
  },
  {
    name: 'a field under a new name is refused, as its number may mean something else',
    reader: order('string mail = 2;'),
    writer: order('string email = 2;'),
    rules: ['field-renamed'],
    sample: { id: 'a', email: 'b' },
    read: { id: 'a', mail: 'b' },
  },
  {
    name: 'a field under a new number is refused',
    reader: order('string email = 3; reserved 2;'),
    writer: order('string email = 2;'),
    rules: ['number-changed'],
    sample: { id: 'a', email: 'b' },
    read: { id: 'a' },
  },
  {
    name: 'two fields that swapped their numbers are refused twice',
    reader: order('string first = 3; string last = 2;'),
    writer: order('string first = 2; string last = 3;'),
    rules: ['number-changed', 'number-changed'],
    sample: { id: 'a', first: 'f', last: 'l' },
    read: { id: 'a', first: 'l', last: 'f' },
  },
  {
    name: 'the order of fields in the file means nothing',
    reader: proto3('message Order { int32 count = 2; string id = 1; }'),
    writer: proto3('message Order { string id = 1; int32 count = 2; }'),
    rules: [],
    sample: { id: 'a', count: 3 },
  },
  {
    name: 'all reasons are named',
    reader: order2('required int32 a = 2; optional int32 b = 3;'),
    writer: order2('optional int32 a = 2; optional int64 b = 3; optional string c = 4;'),
    rules: ['required-by-reader', 'type-narrowed'],
    follow: ['number-not-reserved', 'name-not-reserved'],
  },
];

const reservations: readonly ProtobufPair[] = [
  {
    name: 'a reserved number is not used again',
    reader: order('string email = 2;'),
    writer: order('reserved 2;'),
    rules: [],
    follow: ['reserved-number-used'],
  },
  {
    name: 'a reserved name is not used again',
    reader: order('string email = 3; reserved 2;'),
    writer: order('reserved 2; reserved "email";'),
    rules: [],
    follow: ['reserved-name-used'],
  },
  {
    name: 'a reservation is not dropped',
    reader: order('string note = 3;'),
    writer: order('reserved 2, 5 to 7;'),
    rules: [],
    follow: ['reservation-dropped', 'reservation-dropped'],
  },
  {
    name: 'a reserved range may be kept by several',
    reader: order('reserved 2 to 4, 5, 6 to 9;'),
    writer: order('reserved 3 to 7;'),
    rules: [],
  },
  {
    name: 'a removed value of an enum that is not reserved leaves its number free',
    reader: order('Status status = 2; enum Status { NEW = 0; }'),
    writer: order('Status status = 2; enum Status { NEW = 0; PAID = 1; }'),
    rules: ['enum-value-unknown'],
    follow: ['number-not-reserved', 'name-not-reserved'],
  },
];

const required: readonly ProtobufPair[] = [
  {
    name: 'a reader that requires a new field is refused',
    reader: order2('required string zip = 2;'),
    writer: order2(''),
    rules: ['required-by-reader'],
  },
  {
    name: 'a reader without a required field of the writer skips it',
    reader: order2('reserved 2; reserved "email";'),
    writer: order2('required string email = 2;'),
    rules: [],
    sample: { id: 'a', email: 'b' },
    read: { id: 'a' },
  },
  {
    name: 'a reader that requires an optional field of the writer is refused',
    reader: order2('required string email = 2;'),
    writer: order2('optional string email = 2;'),
    rules: ['required-by-reader'],
  },
  {
    name: 'a reader for which a required field of the writer is optional reads it',
    reader: order2('optional string email = 2 [default = "none"];'),
    writer: order2('required string email = 2;'),
    rules: [],
    unlikeApicurio: BY_DIRECTION,
    sample: { id: 'a', email: '' },
  },
  {
    name: 'another default for an absent field is refused',
    reader: order2('optional int32 count = 2 [default = 2];'),
    writer: order2('optional int32 count = 2 [default = 1];'),
    rules: ['default-changed'],
    unlikeApicurio: 'an absent field would read as another value; Apicurio does not look at defaults',
  },
  {
    name: 'a default that is written out, but the one of the type, is the same default',
    reader: order2('optional int32 count = 2 [default = 0];'),
    writer: order2('optional int32 count = 2;'),
    rules: [],
    sample: { id: 'a' },
  },
];

const types: readonly ProtobufPair[] = [
  {
    name: 'int64 reads int32',
    reader: order('int64 count = 2;'),
    writer: order('int32 count = 2;'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', count: -5 },
    read: { id: 'a', count: '-5' },
  },
  {
    name: 'int32 reading int64 loses the upper half',
    reader: order('int32 count = 2;'),
    writer: order('int64 count = 2;'),
    rules: ['type-narrowed'],
    sample: { id: 'a', count: '4294967297' },
    read: { id: 'a', count: 1 },
  },
  {
    name: 'uint64 reads uint32',
    reader: order('uint64 count = 2;'),
    writer: order('uint32 count = 2;'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', count: 4_000_000_000 },
    read: { id: 'a', count: '4000000000' },
  },
  {
    name: 'int64 reads uint32',
    reader: order('int64 count = 2;'),
    writer: order('uint32 count = 2;'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', count: 4_000_000_000 },
    read: { id: 'a', count: '4000000000' },
  },
  {
    name: 'int32 reading uint32 turns large numbers negative',
    reader: order('int32 count = 2;'),
    writer: order('uint32 count = 2;'),
    rules: ['type-narrowed'],
    sample: { id: 'a', count: 4_000_000_000 },
    read: { id: 'a', count: -294_967_296 },
  },
  {
    name: 'uint64 reading int32 turns negative numbers huge',
    reader: order('uint64 count = 2;'),
    writer: order('int32 count = 2;'),
    rules: ['type-narrowed'],
    sample: { id: 'a', count: -1 },
    read: { id: 'a', count: '18446744073709551615' },
  },
  {
    name: 'int64 reading uint64 turns large numbers negative',
    reader: order('int64 count = 2;'),
    writer: order('uint64 count = 2;'),
    rules: ['type-narrowed'],
    sample: { id: 'a', count: '18446744073709551615' },
    read: { id: 'a', count: '-1' },
  },
  {
    name: 'int32 reads bool, as 1',
    reader: order('int32 paid = 2;'),
    writer: order('bool paid = 2;'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', paid: true },
    read: { id: 'a', paid: 1 },
  },
  {
    name: 'bool reading int32 makes every number true',
    reader: order('bool paid = 2;'),
    writer: order('int32 paid = 2;'),
    rules: ['type-narrowed'],
    sample: { id: 'a', paid: 7 },
    read: { id: 'a', paid: true },
  },
  {
    name: 'sint64 reads sint32',
    reader: order('sint64 delta = 2;'),
    writer: order('sint32 delta = 2;'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', delta: -7 },
    read: { id: 'a', delta: '-7' },
  },
  {
    name: 'sint32 reading sint64 loses the upper half',
    reader: order('sint32 delta = 2;'),
    writer: order('sint64 delta = 2;'),
    rules: ['type-narrowed'],
  },
  {
    name: 'int32 reading sint32 is another number',
    reader: order('int32 delta = 2;'),
    writer: order('sint32 delta = 2;'),
    rules: ['type-changed'],
    sample: { id: 'a', delta: -1 },
    read: { id: 'a', delta: 1 },
  },
  {
    name: 'fixed32 reading sfixed32 turns negative numbers large',
    reader: order('fixed32 delta = 2;'),
    writer: order('sfixed32 delta = 2;'),
    rules: ['type-narrowed'],
    sample: { id: 'a', delta: -1 },
    read: { id: 'a', delta: 4_294_967_295 },
  },
  {
    name: 'sfixed64 reading fixed64 turns large numbers negative',
    reader: order('sfixed64 delta = 2;'),
    writer: order('fixed64 delta = 2;'),
    rules: ['type-narrowed'],
    sample: { id: 'a', delta: '18446744073709551615' },
    read: { id: 'a', delta: '-1' },
  },
  {
    name: 'double does not read float',
    reader: order('double price = 2;'),
    writer: order('float price = 2;'),
    rules: ['type-changed'],
  },
  {
    name: 'bytes reads string, as UTF-8',
    reader: order('bytes note = 2;'),
    writer: order('string note = 2;'),
    rules: [],
    unlikeApicurio: 'every text is read as its own bytes; Apicurio compares the name of the type alone',
    sample: { id: 'a', note: 'é' },
    read: { id: 'a', note: 'w6k=' },
  },
  {
    name: 'string reading bytes fails, or changes it, where they are no UTF-8',
    reader: order('string note = 2;'),
    writer: order('bytes note = 2;'),
    rules: ['type-narrowed'],
  },
  {
    name: 'a message does not read a string',
    reader: order('Note note = 2; message Note { string text = 1; }'),
    writer: order('string note = 2; message Note { string text = 1; }'),
    rules: ['type-changed'],
  },
];

const cardinality: readonly ProtobufPair[] = [
  {
    name: 'a single value reading many keeps the last alone',
    reader: order('string tag = 2;'),
    writer: order('repeated string tag = 2;'),
    rules: ['cardinality-changed'],
    sample: { id: 'a', tag: ['x', 'y'] },
    read: { id: 'a', tag: 'y' },
  },
  {
    name: 'many reading a single value is refused, as it becomes a list',
    reader: order('repeated string tag = 2;'),
    writer: order('string tag = 2;'),
    rules: ['cardinality-changed'],
    sample: { id: 'a', tag: 'x' },
    read: { id: 'a', tag: ['x'] },
  },
  {
    name: 'a list of int64 reads a list of int32',
    reader: order('repeated int64 counts = 2;'),
    writer: order('repeated int32 counts = 2;'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', counts: [1, -2] },
    read: { id: 'a', counts: ['1', '-2'] },
  },
  {
    name: 'a packed list reads one that is not packed',
    reader: order('repeated int32 counts = 2;'),
    writer: order('repeated int32 counts = 2 [packed = false];'),
    rules: [],
    sample: { id: 'a', counts: [1, 2] },
  },
  {
    name: 'a map reads wider values',
    reader: order('map<string, int64> stock = 2;'),
    writer: order('map<string, int32> stock = 2;'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', stock: { x: 1 } },
    read: { id: 'a', stock: { x: '1' } },
  },
  {
    name: 'a map with keys of another type is refused',
    reader: order('map<int32, string> names = 2;'),
    writer: order('map<string, string> names = 2;'),
    rules: ['map-key-changed'],
  },
  {
    name: 'a list of entries is no map, though the bytes are the same',
    reader: order('repeated Entry stock = 2; message Entry { string key = 1; int32 value = 2; }'),
    writer: order('map<string, int32> stock = 2; message Entry { string key = 1; int32 value = 2; }'),
    rules: ['type-changed', 'cardinality-changed'],
  },
  {
    name: 'a reader that tells absent from zero, unlike the writer, is refused',
    reader: order('optional int32 count = 2;'),
    writer: order('int32 count = 2;'),
    rules: ['presence-changed'],
    sample: { id: 'a', count: 0 },
    read: { id: 'a' },
  },
  {
    name: 'a reader that cannot tell absent from zero, unlike the writer, is refused',
    reader: order('int32 count = 2;'),
    writer: order('optional int32 count = 2;'),
    rules: ['presence-changed'],
  },
  {
    name: 'optional says nothing of a message, which is always told from absent',
    reader: order('optional Note note = 2; message Note { string text = 1; }'),
    writer: order('Note note = 2; message Note { string text = 1; }'),
    rules: [],
    unlikeApicurio: 'a message has presence with and without the word; Apicurio compares the label alone',
    sample: { id: 'a', note: { text: '' } },
    read: { id: 'a', note: {} },
  },
];

const oneofs: readonly ProtobufPair[] = [
  {
    name: 'a oneof with a new member reads what was written before',
    reader: order('oneof way { string card = 2; string bank = 3; string cash = 4; }'),
    writer: order('oneof way { string card = 2; string bank = 3; }'),
    rules: [],
    sample: { id: 'a', bank: 'b' },
  },
  {
    name: 'fields that the writer sets side by side are not joined in a oneof',
    reader: order('oneof way { string card = 2; string bank = 3; }'),
    writer: order('optional string card = 2; optional string bank = 3;'),
    rules: ['oneof-joined'],
    sample: { id: 'a', card: 'c', bank: 'b' },
    read: { id: 'a', bank: 'b' },
  },
  {
    name: 'one optional field may move into a oneof of its own',
    reader: order('oneof way { string card = 2; string bank = 3; }'),
    writer: order('optional string card = 2;'),
    rules: [],
    unlikeApicurio: 'at most one member can have been set; Apicurio compares the label alone',
    sample: { id: 'a', card: '' },
  },
  {
    name: 'members of a oneof may become optional fields',
    reader: order('optional string card = 2; optional string bank = 3;'),
    writer: order('oneof way { string card = 2; string bank = 3; }'),
    rules: [],
    unlikeApicurio: 'at most one is set, and it is told from absent; Apicurio compares the label alone',
    sample: { id: 'a', card: '' },
  },
  {
    name: 'a member of a oneof that becomes a plain field cannot be told from absent any more',
    reader: order('string card = 2; string bank = 3;'),
    writer: order('oneof way { string card = 2; string bank = 3; }'),
    rules: ['presence-changed', 'presence-changed'],
    unlikeApicurio: 'an absent member would read as empty; Apicurio does not look at oneofs',
  },
  {
    name: 'a plain field that becomes the member of a oneof loses its zero',
    reader: order('oneof way { string card = 2; }'),
    writer: order('string card = 2;'),
    rules: ['presence-changed'],
    unlikeApicurio: 'an empty value would read as absent; Apicurio does not look at oneofs',
    sample: { id: 'a', card: '' },
    read: { id: 'a' },
  },
  {
    name: 'a oneof may have another name',
    reader: order('oneof payment { string card = 2; string bank = 3; }'),
    writer: order('oneof way { string card = 2; string bank = 3; }'),
    rules: [],
    sample: { id: 'a', card: 'c' },
  },
];

const enums: readonly ProtobufPair[] = [
  {
    name: 'an enum with a new value reads what was written before',
    reader: order('Status status = 2; enum Status { NEW = 0; PAID = 1; SENT = 2; }'),
    writer: order('Status status = 2; enum Status { NEW = 0; PAID = 1; }'),
    rules: [],
    sample: { id: 'a', status: 'PAID' },
  },
  {
    name: 'a value of the writer that the reader does not know is refused',
    reader: order('Status status = 2; enum Status { NEW = 0; reserved 1; reserved "PAID"; }'),
    writer: order('Status status = 2; enum Status { NEW = 0; PAID = 1; }'),
    rules: ['enum-value-unknown'],
    sample: { id: 'a', status: 'PAID' },
    read: { id: 'a', status: 1 },
  },
  {
    name: 'a value under another name is refused',
    reader: order('Status status = 2; enum Status { NEW = 0; SETTLED = 1; }'),
    writer: order('Status status = 2; enum Status { NEW = 0; PAID = 1; }'),
    rules: ['enum-value-renamed'],
  },
  {
    name: 'a value under another number is refused',
    reader: order('Status status = 2; enum Status { NEW = 0; SENT = 1; PAID = 2; }'),
    writer: order('Status status = 2; enum Status { NEW = 0; PAID = 1; SENT = 2; }'),
    rules: ['enum-value-number-changed', 'enum-value-number-changed'],
    sample: { id: 'a', status: 'PAID' },
    read: { id: 'a', status: 'SENT' },
  },
  {
    name: 'int32 reads an enum as its number',
    reader: order('int32 status = 2; enum Status { NEW = 0; PAID = 1; }'),
    writer: order('Status status = 2; enum Status { NEW = 0; PAID = 1; }'),
    rules: [],
    unlikeApicurio: LOSSLESS,
    sample: { id: 'a', status: 'PAID' },
    read: { id: 'a', status: 1 },
  },
  {
    name: 'an enum reading int32 does not know every number',
    reader: order('Status status = 2; enum Status { NEW = 0; PAID = 1; }'),
    writer: order('int32 status = 2; enum Status { NEW = 0; PAID = 1; }'),
    rules: ['type-narrowed'],
  },
  {
    name: 'another first value of an enum of proto2 is another default',
    reader: proto2('message Order { optional Status status = 1; } enum Status { PAID = 1; NEW = 0; }'),
    writer: proto2('message Order { optional Status status = 1; } enum Status { NEW = 0; PAID = 1; }'),
    rules: ['default-changed'],
    unlikeApicurio: 'an absent field would read as another value; Apicurio does not look at defaults',
  },
];

const files: readonly ProtobufPair[] = [
  {
    name: 'a reason in a nested message is named by the way to it',
    reader: order('repeated Line lines = 2; message Line { int32 amount = 1; }'),
    writer: order('repeated Line lines = 2; message Line { int64 amount = 1; }'),
    rules: ['type-narrowed'],
  },
  {
    name: 'a message that holds itself is looked at once',
    reader: proto3('message Part { int32 size = 1; repeated Part parts = 2; }'),
    writer: proto3('message Part { int64 size = 1; repeated Part parts = 2; }'),
    rules: ['type-narrowed'],
  },
  {
    name: 'a message that holds itself reads itself',
    reader: proto3('message Part { int32 size = 1; repeated Part parts = 2; }'),
    writer: proto3('message Part { int32 size = 1; repeated Part parts = 2; }'),
    rules: [],
    sample: { size: 1, parts: [{ size: 2 }] },
  },
  {
    name: 'a message type under another name is refused',
    reader: order('Row line = 2; message Row { int32 amount = 1; }'),
    writer: order('Line line = 2; message Line { int32 amount = 1; }'),
    rules: ['type-changed'],
  },
  {
    name: 'a first message under another name is refused',
    reader: proto3('message Purchase { string id = 1; }'),
    writer: proto3('message Order { string id = 1; }'),
    rules: ['root-message-changed'],
  },
  {
    name: 'another message as the first is refused',
    reader: proto3('message Line { string id = 1; } message Order { string id = 1; }'),
    writer: proto3('message Order { string id = 1; } message Line { string id = 1; }'),
    rules: ['root-message-changed'],
    unlikeApicurio: 'a record holds the first message; Apicurio knows no root',
  },
  {
    name: 'a new message after the first is no harm, wherever its name sorts',
    reader: proto3('message Order { string id = 1; } message Account { string id = 1; }'),
    writer: proto3('message Order { string id = 1; }'),
    rules: [],
    sample: { id: 'a' },
  },
  {
    name: 'a message that no record holds may go',
    reader: proto3('message Order { string id = 1; }'),
    writer: proto3('message Order { string id = 1; } message Line { string sku = 1; }'),
    rules: [],
    unlikeApicurio: ROOT_ALONE,
    sample: { id: 'a' },
  },
  {
    name: 'a message that no record holds may change',
    reader: proto3('message Order { string id = 1; } message Line { int32 sku = 1; }'),
    writer: proto3('message Order { string id = 1; } message Line { string sku = 1; }'),
    rules: [],
    unlikeApicurio: ROOT_ALONE,
    sample: { id: 'a' },
  },
  {
    name: 'an enum may go with its reserved field',
    reader: order('reserved 2; reserved "status";'),
    writer: order('Status status = 2; enum Status { NEW = 0; PAID = 1; }'),
    rules: [],
    sample: { id: 'a', status: 'PAID' },
    read: { id: 'a' },
  },
  {
    name: 'another package is refused',
    reader: 'syntax = "proto3"; package store; message Order { string id = 1; }',
    writer: 'syntax = "proto3"; package shop; message Order { string id = 1; }',
    rules: ['package-changed'],
    unlikeApicurio: 'full names of messages change; Apicurio sees it in fields of message types alone',
    sample: { id: 'a' },
  },
  {
    name: 'another syntax is refused',
    reader: proto3('message Order { repeated string ids = 1; }'),
    writer: proto2('message Order { repeated string ids = 1; }'),
    rules: ['syntax-changed'],
    unlikeApicurio:
      'presence, defaults and unknown values of enums follow the syntax; Apicurio compares labels alone',
    sample: { ids: ['a'] },
  },
  {
    name: 'a well-known type may be imported',
    reader: `syntax = "proto3"; package shop; import "google/protobuf/timestamp.proto";
      message Order { google.protobuf.Timestamp at = 1; string note = 2; }`,
    writer: `syntax = "proto3"; package shop; import "google/protobuf/timestamp.proto";
      message Order { google.protobuf.Timestamp at = 1; }`,
    rules: [],
    sample: { at: { seconds: '12', nanos: 5 } },
  },
  {
    name: 'a method that was removed is no part of a record',
    reader: proto3('message Order { string id = 1; } service Orders { rpc Get(Order) returns (Order); }'),
    writer: proto3(
      'message Order { string id = 1; } service Orders { rpc Get(Order) returns (Order); rpc Put(Order) returns (Order); }',
    ),
    rules: [],
    unlikeApicurio: SERVICES,
    sample: { id: 'a' },
  },
  {
    name: 'options and comments mean nothing',
    reader:
      'syntax = "proto3"; package shop; option java_package = "b"; message Order { string id = 1 [deprecated = true]; }',
    writer:
      'syntax = "proto3"; package shop; option java_package = "a"; /* of a day */ message Order { string id = 1; }',
    rules: [],
    sample: { id: 'a' },
  },
];

export const PAIRS: readonly ProtobufPair[] = [
  ...fields,
  ...reservations,
  ...required,
  ...types,
  ...cardinality,
  ...oneofs,
  ...enums,
  ...files,
];
