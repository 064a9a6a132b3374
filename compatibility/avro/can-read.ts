import type { Incompatibility } from '../incompatibility.ts';

export const canRead = (_reader: string, _writer: string): readonly Incompatibility[] => [];
