import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of a function, with a slash at its end. */
export const folderOf = (name: string): string => `${root}functions/${name}/`;

/**
 * How a function is bundled: `index.mjs` with what every start needs, and beside it the parts that it loads when it
 * needs them, those of the AWS SDK among them.
 */
export const optionsOf = (name: string) =>
  ({
    absWorkingDir: root,
    entryPoints: { index: `${folderOf(name)}index.ts` },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[name]-[hash]',
    // The SDK's CommonJS builds fail in an ESM bundle with "Dynamic require".
    mainFields: ['module', 'main'],
    alias: { 'node:http': `${root}infra/bundles/node-http.ts` },
    // What looks into ZIP files, and the tracer, are CommonJS that requires parts of Node.
    banner: { js: 'const require=process.getBuiltinModule;' },
    // Names are shortened: errors state theirs, and source maps give those of functions back to a stack.
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  }) satisfies BuildOptions;
