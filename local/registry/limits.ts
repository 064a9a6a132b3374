/** What Glue takes: characters of names, lengths, numbers. */
export const NAME = /^[a-zA-Z0-9\-_$#.]{1,255}$/;
export const NAME_RULE = '1 to 255 of a-z A-Z 0-9 - _ $ # .';
export const MAX_DEFINITION = 170_000;
export const MAX_DESCRIPTION = 2_048;
export const MAX_VERSION = 100_000;
export const MAX_TAGS = 50;
export const MAX_METADATA = 10;
export const DATA_FORMATS = ['AVRO', 'JSON', 'PROTOBUF'] as const;
