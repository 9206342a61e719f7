import { sha256Hex } from '#shared/adapters/system/digest.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import {
  announceVersion,
  applyDue,
  changeDocument,
  registerDocument,
  settleVersion,
  withdrawDocument,
} from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decision, DecisionFacts } from '#shared/domain/decision.ts';
import type { Change } from '#shared/domain/document.ts';
import { eraseDocument, erasedParts, erasedVersion, tellErased } from '#shared/domain/erasure.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { at, available, decision, registration } from './histories.ts';

const board = { organisation: 'Exempelkommunen', body: 'Kommunstyrelsen' };
const facts = { decidedBy: board, party: 'exempelkommunen', recipients: [] };
const otherBoard = { organisation: 'Provkommunen', body: 'Kommunstyrelsen' };

/** Of each request in the examples. */
const correlationId = 'JKJaXmPLvHcESHA=';

const amendment = {
  ...facts,
  kind: 'amend',
  decidedOn: '2026-04-20',
  caseNumber: 'KS 2026/45',
  documentVersion: 3,
  fromAndIncluding: '2026-05',
} as const;

/** The life of the guideline of which the examples of events tell, as the domain makes it. */
export const storyOfGuideline = (): CloudEvent[] => {
  const events: CloudEvent[] = [];
  const decisions: Decision[] = [];
  const tell = (change: Change) => {
    events.push(...toCloudEvents(change.document, change.facts, correlationId));
    return change.document;
  };
  let document = tell(
    registerDocument(
      {
        documentId: '019bb16e-fef8-7d15-8f0a-4c6b2e9d7a31',
        by: 'registrar',
        registration: {
          ...registration,
          title: 'Riktlinje för samverkan',
          issuer: { organisation: 'Exempelregionen' },
          adoption: 'perParty',
          parties: [
            { id: 'exempelkommunen', name: 'Exempelkommunen' },
            { id: 'provkommunen', name: 'Provkommunen' },
          ],
        },
      },
      at('2026-01-12T09:00:00.120Z'),
    ),
  );
  const settle = (version: number, now: string, rejectedBecause?: string) => {
    document = announceVersion(document, at(now)).document;
    const outcome = { version, ...(rejectedBecause !== undefined && { rejectedBecause }) };
    document = tell(settleVersion(document, outcome, at(now)));
  };
  const record = (decisionId: string, recordedAt: string, stated: DecisionFacts) => {
    const taken = { ...stated, decisionId, recordedAt, recordedBy: 'registrar' };
    document = tell(decide({ document, decisions, version: available }, taken, at(recordedAt)));
    decisions.push(taken);
  };
  const pass = (now: string) => {
    document = tell(applyDue(document, at(now)));
  };

  settle(1, '2026-01-12T09:04:10.000Z');
  settle(
    2,
    '2026-01-14T13:20:45.300Z',
    'The file has 18230 bytes, not the 18432 that were announced.',
  );
  settle(3, '2026-01-14T13:31:02.010Z');
  document = tell(
    changeDocument(document, { keywords: ['samverkan'] }, at('2026-01-15T08:11:00.000Z')),
  );
  record('019c66db-b240-7a41-b2d7-5e8f90c1a364', '2026-02-16T14:30:00.000Z', {
    ...facts,
    kind: 'adopt',
    decidedOn: '2026-02-16',
    section: '§ 12',
    caseNumber: 'KS 2026/45',
    documentVersion: 1,
    fromAndIncluding: '2026-03-01',
    wording: 'gäller från och med den 1 mars 2026',
    recipients: [{ name: 'Exempelregionen' }],
  });
  record('019c6c1e-7a40-7d93-8e05-1f2a3b4c5d6e', '2026-02-17T15:02:00.000Z', {
    kind: 'notice',
    noticeOf: '019c66db-b240-7a41-b2d7-5e8f90c1a364',
    noticePostedOn: '2026-02-17',
  });
  pass('2026-02-21T23:00:00.290Z');
  pass('2026-02-28T23:00:00.412Z');
  pass('2026-03-10T23:00:00.305Z');
  record('019ce6b4-3d80-7b17-a94c-6e7f8091a2b3', '2026-03-13T12:40:00.000Z', {
    kind: 'adopt',
    decidedOn: '2026-03-09',
    decidedBy: otherBoard,
    section: '§ 31',
    party: 'provkommunen',
    documentVersion: 1,
    takesEffectWhen: 'legallyFinal',
    wording: 'gäller när beslutet har vunnit laga kraft',
    noticePostedOn: '2026-03-13',
    recipients: [],
  });
  pass('2026-04-07T22:00:00.331Z');
  record('019d6c22-9f60-7c28-b05d-7f8091a2b3c4', '2026-04-08T07:15:00.000Z', {
    kind: 'setDate',
    decidedOn: '2026-04-08',
    decidedBy: otherBoard,
    setsDateOf: '019ce6b4-3d80-7b17-a94c-6e7f8091a2b3',
    fromAndIncluding: '2026-04-08',
    recipients: [],
  });
  record('019daf7d-caf0-7c58-9a16-3b7d8e4f5021', '2026-04-21T10:02:30.000Z', {
    ...amendment,
    section: '§ 15',
  });
  record('019db4a0-1e20-7d39-8c6e-8091a2b3c4d5', '2026-04-22T09:30:00.000Z', {
    kind: 'correct',
    corrects: '019daf7d-caf0-7c58-9a16-3b7d8e4f5021',
    record: { ...amendment, section: '§ 51' },
  });
  pass('2026-04-23T22:00:00.270Z');
  pass('2026-04-30T22:00:00.380Z');
  record('01a09f17-4ee0-7e03-8c92-6d1a2b3c4d5e', '2026-09-14T08:45:00.000Z', {
    ...facts,
    kind: 'repeal',
    decidedOn: '2026-06-15',
    section: '§ 88',
    caseNumber: 'KS 2026/112',
    fromAndIncluding: '2026-07-01',
  });
  const time = '2026-11-03T07:42:10.000Z';
  const erasing = { by: 'operator', reason: 'The appendix named private persons.' };
  document = tell(tellErased(document, erasedVersion(firstFile, erasing, time), at(time)));
  return events;
};

/** Of version 1 of the guideline. */
const firstFile = {
  ...available,
  sha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
};

/** A draft that was registered by mistake. */
export const storyOfMistake = (): CloudEvent[] => {
  const registered = registerDocument(
    {
      documentId: '019bb176-2b38-7b64-a3e2-9f8c7d6e5b40',
      by: 'registrar',
      registration: {
        ...registration,
        title: 'Riktlinje för samverkan',
        issuer: { organisation: 'Exempelregionen' },
      },
    },
    at('2026-01-12T09:07:50.200Z'),
  );
  const withdrawn = withdrawDocument(registered.document, at('2026-01-12T09:09:15.000Z'));
  const erased = eraseDocument(
    withdrawn.document,
    {
      by: 'operator',
      reason: 'Registered in the wrong register; the title named a private person.',
      digest: sha256Hex(erasedParts(withdrawn.document)),
    },
    at('2026-01-12T09:20:31.000Z'),
  );
  return [registered, withdrawn, erased].flatMap(({ document, facts }) =>
    toCloudEvents(document, facts, correlationId),
  );
};

/** One of two parties adopts a version of its own, and turns out to have repealed before that took effect. */
export const decisionsOfVersionTakenBack = [
  decision('adopt', { decidedOn: '2020-01-10', party: 'alingsas', documentVersion: 1 }),
  decision('adopt', {
    decidedOn: '2020-04-01',
    party: 'boras',
    documentVersion: 2,
    fromAndIncluding: '2020-06-01',
  }),
  decision('recommend', { decidedOn: '2020-07-01' }),
  decision('repeal', {
    decidedOn: '2020-05-01',
    party: 'boras',
    recordedAt: '2020-12-01T12:00:00.000Z',
  }),
];
