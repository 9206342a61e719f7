import fc from 'fast-check';
import { describe, it } from 'vitest';
import { newArchive, newModel } from './model-archive.ts';
import { anyCommands, register } from './model-commands.ts';
import { checkEvents, checkPromises } from './model-promises.ts';

const seed = Number(process.env.IKRAFT_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.IKRAFT_RUNS ?? 1_000);

describe(`an archive that anything may happen to (seed ${seed})`, () => {
  it('answers, tells and remembers as a naive model of it does', async () => {
    const property = fc.asyncProperty(anyCommands, async (commands) => {
      const archive = newArchive();
      const model = newModel();
      await register(model, archive, 'common');
      await register(model, archive, 'perParty', 40);
      await checkPromises(model, archive);
      await fc.asyncModelRun(() => ({ model, real: archive }), commands);
      checkEvents(archive);
    });
    // Time for a counterexample to be made small, and then it is shown whatever is left to try.
    const limit = { interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true };
    await fc.assert(property, { seed, numRuns: runs, ...limit });
  }, 180_000);
});
