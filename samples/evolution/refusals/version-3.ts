/** A version that may not follow: weightGrams changes its type, insuredCents is new without a default. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const VERSION_3_FILE = path.join(import.meta.dirname, 'v3.avsc');

/** As it would be registered. */
export const version3 = (): string => JSON.stringify(JSON.parse(readFileSync(VERSION_3_FILE, 'utf8')));
