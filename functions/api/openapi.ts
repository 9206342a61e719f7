import { writeFileSync } from 'node:fs';
import { describeApi } from './describe.ts';

/** `npm run openapi`: writes the description that `GET /v1/openapi.json` serves. */
const file = new URL('openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(describeApi(), null, 2)}\n`);
