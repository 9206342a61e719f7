import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from './identity.ts';
import { localDir } from './paths.ts';

/** How to reach a running Ikraft: the content of `.local/stack.json`. */
export interface Stack {
  /** With plain `fetch`: `${apiUrl}/v1/documents`. */
  readonly apiUrl: string;
  readonly endpointUrl: string;
  readonly region: string;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly eventBusName: string;
  readonly bucketName: string;
  readonly tables: {
    readonly documents: string;
    readonly decisions: string;
    readonly events: string;
    readonly subscriptions: string;
    readonly deliveries: string;
    readonly feedLinks: string;
    readonly idempotency: string;
  };
}

const file = join(localDir, 'stack.json');

/** Readers see the file before or after, never a part of it; and nobody else reads the tokens. */
export const writeStackFile = async (stack: Stack): Promise<void> => {
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(stack, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
};

/** While the file is there, the stack runs. */
export const removeStackFile = (): Promise<void> => rm(file, { force: true });
