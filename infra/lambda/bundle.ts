/** How a handler is bundled. Also what the benchmark of bundles measures. */
import { type BuildResult, buildSync } from 'esbuild';

/** CommonJS inside an ES module: kafkajs and its like still call `require`. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

export const bundle = (entry: string, outfile: string): BuildResult<{ metafile: true }> =>
  buildSync({
    entryPoints: [entry],
    outfile,
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
