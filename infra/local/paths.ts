import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Everything that `npm start` keeps: the emulator, its state, logs, `stack.json`. Not in git. */
export const localDir = join(root, '.local');

/** What one emulator keeps; named by port, since addresses with the port in them are part of it. */
export const emulatorDir = (port: number): string => join(localDir, `emulator-${port}`);

/** Binaries from npm: Node 24 for the Lambdas, whatever the machine has. */
export const binaries = join(root, 'node_modules', '.bin');
