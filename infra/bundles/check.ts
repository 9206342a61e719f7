import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { faultsOf } from './budget.ts';
import { functionNames, measureBundle } from './bundle.ts';

/** `npm run budget`: bundles every function and holds it against `budget.json`. */
const file = new URL('budget.json', import.meta.url);
const bytes = z.int().positive();
const budget = z
  .record(z.string(), z.strictObject({ start: bytes, all: bytes }))
  .parse(JSON.parse(await readFile(file, 'utf8')));
const bundles = await Promise.all(functionNames().map((name) => measureBundle(name)));

for (const fault of faultsOf(bundles, budget)) {
  console.error(fault);
  process.exitCode = 1;
}
