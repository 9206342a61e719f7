import { readFileSync, writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

/** `npm run docs`: writes what is made from the code into the pages of `docs/`. */
for (const [name, page] of Object.entries(pages)) {
  const file = new URL(`../${name}`, import.meta.url);
  writeFileSync(file, page(readFileSync(file, 'utf8')));
}
