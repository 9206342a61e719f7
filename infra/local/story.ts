import { anything, documentAnswer } from './api-answers.ts';
import type { ApiClient } from './api-client.ts';
import { type CaseFile, readSample, sampleNames } from './case-file.ts';
import { dim, line } from './console.ts';
import type { Folder } from './folder.ts';
import { playGuideline } from './guideline.ts';
import type { Memory } from './memory.ts';
import type { Messages } from './messages.ts';
import { clockTime, secondsAhead } from './near-future.ts';
import { poll } from './poll.ts';
import { reasonOf } from './problem.ts';
import type { WebhookReceiver } from './receiver.ts';
import { FileRejected, record, register } from './registration.ts';

export interface StoryOptions {
  readonly registrar: ApiClient;
  readonly subscribe: () => Promise<WebhookReceiver>;
  readonly memory: Memory;
  /** Registered in place of the samples. */
  readonly folder?: Folder | undefined;
  readonly say: Messages;
}

const aheadSeconds = 10;
const patienceMs = 60_000;
const sideBySide = 4;

/** The main job from registration to a signed event, then the other documents. */
export const playStory = async (
  options: StoryOptions,
): Promise<{ readonly documentId: string }> => {
  const { registrar, memory, folder, say } = options;
  const policy = await readSample('dialogue-policy');
  const { documentId, title, isNew } = await register(registrar, policy, memory);
  line(isNew ? say.registered(title) : say.registeredBefore(title));
  const receiver = await options.subscribe();
  line(say.subscribed(receiver.url));
  await change(options, documentId, receiver);

  await playGuideline(registrar, await readSample('guideline-vastra-gotaland'), memory, say);
  const told = ['dialogue-policy', 'guideline-vastra-gotaland'];
  const others = (await sampleNames()).filter((name) => !told.includes(name));
  await registerAll(options, folder?.cases ?? (await Promise.all(others.map(readSample))));
  if (folder !== undefined && folder.skipped.length > 0) line(say.skipped(folder.skipped));
  await receiver.quiet({ forMs: 1_500, atMostMs: 15_000 });
  return { documentId };
};

/** A decision that takes effect in a few seconds: in force where it was not, else repealed. */
const change = async (
  { registrar, say }: StoryOptions,
  documentId: string,
  receiver: WebhookReceiver,
): Promise<void> => {
  const path = `/v1/documents/${documentId}`;
  const { status } = await registrar.get(path, documentAnswer);
  const { at, fromAndIncluding, clock, today } = secondsAhead(aheadSeconds);
  const kind = status === 'inForce' ? 'repeal' : 'adopt';
  const decision = {
    kind,
    decidedOn: today,
    decidedBy: { organisation: 'Exempelkommunen', body: 'Kommunfullmäktige' },
    fromAndIncluding,
    ...(kind === 'adopt' && { documentVersion: 1 }),
  };
  await registrar.post(`${path}/decisions`, decision, anything);
  const before = await registrar.get(path, documentAnswer);
  line(say.decided(kind, clock, before.status));

  const instant = new Date(at).toISOString();
  const arrived = await poll(
    () =>
      receiver.received.find(
        ({ event }) => event.type === 'document.statusChanged' && event.time === instant,
      ),
    { timeoutMs: aheadSeconds * 1000 + patienceMs, everyMs: 20 },
  );
  if (arrived === undefined) return line(say.notArrived(patienceMs / 1000));
  const { from = '', to = '', lateBySeconds = 0 } = arrived.event.data;
  const seconds = (arrived.receivedAt - at) / 1000;
  line(
    `${dim(clockTime(arrived.receivedAt))} ${say.arrived({ from, to, seconds, lateBySeconds })}`,
  );
};

const registerAll = async (
  { registrar, memory, say }: StoryOptions,
  cases: readonly CaseFile[],
): Promise<void> => {
  for (let first = 0; first < cases.length; first += sideBySide) {
    await Promise.all(
      cases.slice(first, first + sideBySide).map(async (file) => {
        try {
          const { documentId, title, isNew } = await register(registrar, file, memory);
          await record(registrar, documentId, file.decisions);
          const { status } = await registrar.get(`/v1/documents/${documentId}`, documentAnswer);
          line(say.alsoRegistered(title, status, isNew));
        } catch (error) {
          if (!(error instanceof FileRejected)) throw error;
          line(say.rejected(reasonOf(error)));
        }
      }),
    );
  }
};
