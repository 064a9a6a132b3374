/** `arn:aws:glue:<region>:<account>:registry/<registry>` and `…:schema/<registry>/<schema>`. */
export interface Account {
  readonly region: string;
  readonly account: string;
}

/** Where schemas go that name none. */
export const DEFAULT_REGISTRY = 'default-registry';

export const registryArn = ({ region, account }: Account, registry: string): string =>
  `arn:aws:glue:${region}:${account}:registry/${registry}`;

export const schemaArn = ({ region, account }: Account, registry: string, schema: string): string =>
  `arn:aws:glue:${region}:${account}:schema/${registry}/${schema}`;
