/** How a handler is bundled. Also what the benchmark of bundles measures. */
import { type BuildResult, build, type Plugin } from 'esbuild';

/** CommonJS inside an ES module: kafkajs and its like still call `require`. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

export type Bundle = BuildResult<{ metafile: true }>;

export interface BundleProps {
  readonly entry: string;
  readonly outfile: string;
  readonly plugins?: readonly Plugin[];
}

export const bundle = ({ entry, outfile, plugins = [] }: BundleProps): Promise<Bundle> =>
  build({
    entryPoints: [entry],
    outfile,
    plugins: [...plugins],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE },
    minify: true,
    legalComments: 'none',
    // Stack traces name our files and lines; the sources themselves stay in the repository.
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
