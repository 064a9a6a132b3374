/**
 * What a synthesis found, errors and warnings of every plugin, one line each; empty when all is well. CloudFormation's
 * own validation only warns of a word that is not one of the allowed (W3030), and the synthesis ends well all the same.
 */
interface PluginReport {
  readonly pluginName: string;
  readonly metadata?: { readonly error?: string };
  readonly violations: readonly {
    readonly ruleName: string;
    readonly description: string;
    readonly violatingConstructs: readonly { readonly constructPath: string }[];
  }[];
}

/** `pluginReports` of validation-report.json. */
export const validationFindings = (pluginReports: readonly unknown[]): readonly string[] =>
  (pluginReports as readonly PluginReport[]).flatMap(({ pluginName, metadata, violations }) => [
    ...(metadata?.error === undefined ? [] : [`${pluginName}: ${metadata.error}`]),
    ...violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(
        ({ constructPath }) => `${pluginName} ${ruleName} ${constructPath}: ${description}`,
      ),
    ),
  ]);
