/** What a template says of the registry. Versions stand in the order in which they are registered. */
import type { DataFormat } from '../../compatibility/check-next.ts';
import type { Mode } from '../../compatibility/modes.ts';

export interface RegistryModel {
  readonly registries: readonly RegistryDefinition[];
  /** The template has an interface endpoint for Glue, so its functions reach the registry. */
  readonly reachable: boolean;
}

export interface RegistryDefinition {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly schemas: readonly SchemaDefinition[];
}

export interface SchemaDefinition {
  readonly name: string;
  readonly arn: string;
  /** Where the template says so, for messages. */
  readonly place: string;
  readonly dataFormat: DataFormat;
  readonly compatibility: Mode;
  /** The version from which a changed mode holds; Glue takes no change without it. */
  readonly checkpoint: number | 'latest' | undefined;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: readonly VersionDefinition[];
}

export interface VersionDefinition {
  readonly definition: string;
  readonly place: string;
}
