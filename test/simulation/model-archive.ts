import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { announceVersion } from '#shared/application/announce-version.ts';
import { readTimeline } from '#shared/application/read-timeline.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { settleVersion } from '#shared/application/settle-version.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { intervalAt } from '#shared/domain/interval.ts';
import { registration } from '../support/histories.ts';
import { useCases } from '../support/use-cases.ts';
import type { Subject } from './model.ts';
import { after } from './model-dates.ts';

/** What the model knows of a document that was registered. */
export interface Known extends Subject {
  readonly id: string;
  parties: Subject['parties'];
  decisions: readonly Decision[];
  reviewBy: string | undefined;
  reminders: readonly number[];
  /** Changes that have been told and hold, with the decision they were put down to. */
  told: Map<string, string | undefined>;
  /** Changes that a dry run said would be told as time passes; unknown once anything else is written. */
  foretold: readonly string[] | undefined;
  /** Keys of reminders given. */
  reminded: Set<string>;
}

/** An answer that was given, which must be given again whenever the same is asked. */
export interface Answer {
  readonly id: string;
  readonly knownAt: string;
  readonly at: string;
  readonly said: string;
}

/** What the model knows of all documents. */
export interface Model {
  readonly documents: Known[];
  readonly answers: Answer[];
}

export const newModel = (): Model => ({ documents: [], answers: [] });

/** Use cases over memory, on an afternoon in March; a dry run takes its ids back. */
export const newArchive = () => {
  const world = useCases();
  let taken = 1;
  let ids = sequentialIds(taken);
  const dependencies = {
    ...world,
    subscriptions: memorySubscriptions({ clock: world.clock }),
    ids: {
      next: () => {
        taken++;
        return ids.next();
      },
    },
  };
  world.clock.set('2026-03-15T14:30:00.000Z');
  let read = 0;
  return {
    ...dependencies,
    /** Does something and gives back the ids that it took. */
    withoutIds: async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const first = taken;
      try {
        return await work();
      } finally {
        taken = first;
        ids = sequentialIds(first);
      }
    },
    /** What was written since this was asked last. */
    written: () => {
      const fresh = world.repository.stream.slice(read);
      read = world.repository.stream.length;
      return fresh;
    },
    /** Documents of which two versions are there to be decided about, and a third is awaited. */
    register: async (
      adoption: 'common' | 'perParty',
      more: { readonly reviewBy?: string } = {},
    ) => {
      const { documentId } = await registerDocument(dependencies, {
        by: 'registrar',
        registration: {
          ...registration,
          ...more,
          adoption,
          parties:
            adoption === 'common'
              ? []
              : [
                  { id: 'alingsas', name: 'Alingsås' },
                  { id: 'boras', name: 'Borås' },
                ],
        },
      });
      for (const version of [1, 2, 3]) {
        const announcement = {
          fileName: 'a.pdf',
          mediaType: 'application/pdf',
          size: 1,
          sha256: '0'.repeat(64),
        } as const;
        await announceVersion(dependencies, { documentId, announcement, by: 'registrar' });
        if (version === 3) continue;
        const outcome = { state: 'available', objectVersion: '1' } as const;
        await settleVersion(dependencies, { documentId, version, outcome });
      }
      return documentId;
    },
  };
};

export type Archive = ReturnType<typeof newArchive>;

/** What the archive answers of a document and its parties, at an instant as known at another one. */
export const said = async (
  archive: Archive,
  { id, at, knownAt: known }: Omit<Answer, 'said' | 'knownAt'> & { readonly knownAt?: string },
): Promise<string> => {
  const asked = { documentId: id, ...(known !== undefined && { knownAt: known }) };
  const { intervals, document } = await readTimeline(archive, asked);
  const lists = [intervals];
  for (const party of document.adoption === 'perParty' ? document.parties : []) {
    lists.push((await readTimeline(archive, { ...asked, party: party.id })).intervals);
  }
  return lists
    .map((list) => {
      const { status, version } = intervalAt(list, at);
      return `${status} ${version}`;
    })
    .join(', ');
};

/** Lets time go on, and remembers some of the answers that were given before it did. */
export const remembering = async (
  model: Model,
  archive: Archive,
  work: () => Promise<void>,
): Promise<void> => {
  const now = archive.clock.now();
  const answers: Answer[] = [];
  for (const { id } of model.documents) {
    for (const days of [-30, 0, 20]) {
      const at = after(now, days * 86_400_000);
      answers.push({ id, at, knownAt: now, said: await said(archive, { id, at }) });
    }
  }
  await work();
  if (archive.clock.now() > now) model.answers.push(...answers);
};
