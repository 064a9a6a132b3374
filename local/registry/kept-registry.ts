/** The registry's file: read once at a start, written whole after every change. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../java/write-whole.ts';
import { StartError } from '../start-error.ts';
import type { RegistryState } from './registry-state.ts';

const FORMAT = 1;

export interface KeptRegistry {
  readonly state: RegistryState;
  save(state: RegistryState): void;
}

export function keptRegistry(dir: string): KeptRegistry {
  const file = path.join(dir, 'registry.json');
  return {
    state: existsSync(file) ? read(file) : { registries: [] },
    save(state) {
      mkdirSync(dir, { recursive: true });
      writeWhole(file, JSON.stringify({ format: FORMAT, ...state }));
    },
  };
}

function read(file: string): RegistryState {
  let kept: Partial<RegistryState & { readonly format: number }>;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8')) as typeof kept;
  } catch (error) {
    throw new StartError(`${file} cannot be read: ${(error as Error).message}; --fresh begins without it`);
  }
  const { format, registries } = kept;
  if (format !== FORMAT || !Array.isArray(registries)) {
    throw new StartError(
      `${file} has the format ${format}; ${FORMAT} is known here; --fresh begins without it`,
    );
  }
  return { registries };
}
