/** What the value of a Kafka property may be. Values are text, in a configuration's lines as in a topic's settings. */
export interface PropertyValue {
  /** In words, for a message. */
  readonly allowed: string;
  takes(text: string): boolean;
}

/** Of 64 bits: Kafka's own defaults reach further than a number of JavaScript. */
export function whole(min: number, max?: number): PropertyValue {
  return {
    allowed: max === undefined ? `a whole number of at least ${min}` : `a whole number from ${min} to ${max}`,
    takes: (text) =>
      /^-?\d+$/.test(text) &&
      BigInt(text) >= BigInt(min) &&
      (max === undefined || BigInt(text) <= BigInt(max)),
  };
}

export const oneOf = (...words: readonly string[]): PropertyValue => ({
  allowed: words.join(', '),
  takes: (text) => words.includes(text),
});

export const listOf = (...words: readonly string[]): PropertyValue => ({
  allowed: `one or more of ${words.join(', ')}, with commas between`,
  takes: (text) => text.split(',').every((each) => words.includes(each.trim())),
});

export const truth: PropertyValue = oneOf('true', 'false');

export const ratio: PropertyValue = {
  allowed: 'a number from 0 to 1',
  takes: (text) => /^\d*\.?\d+$/.test(text) && Number(text) <= 1,
};

export const anyText: PropertyValue = { allowed: 'any text', takes: (text) => text !== '' };
