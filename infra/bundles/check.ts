import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { budgetFor, faultsOf } from './budget.ts';
import { functionNames, measureBundle } from './bundle.ts';

/** `npm run budget`: bundles every function and holds it against `budget.json`; with `--write` sets that anew. */
const file = new URL('budget.json', import.meta.url);
const bytes = z.int().positive();
const budget = z
  .record(z.string(), z.strictObject({ start: bytes, all: bytes }))
  .parse(JSON.parse(await readFile(file, 'utf8')));
const bundles = await Promise.all(functionNames().map((name) => measureBundle(name)));

if (process.argv.includes('--write')) {
  await writeFile(file, `${JSON.stringify(budgetFor(bundles), null, 2)}\n`);
} else {
  for (const fault of faultsOf(bundles, budget)) {
    console.error(fault);
    process.exitCode = 1;
  }
}
