import * as z from 'zod';
import { dated, documentVersion, from, minutes, period, plainActs } from './decision-request.ts';
import { idInput } from './ids.ts';

/** What one decision about several documents may be, without what differs between them. */
export const groupDecision = z
  .discriminatedUnion(
    'kind',
    [
      dated({ kind: z.enum(['propose', 'recommend']), ...minutes, ...period }).meta({
        id: 'GroupPropose',
      }),
      dated({ kind: z.literal('adopt'), ...minutes, ...period }).meta({ id: 'GroupAdopt' }),
      dated({ kind: z.literal('amend'), ...minutes, ...from }).meta({ id: 'GroupAmend' }),
      ...plainActs,
    ],
    {
      error: ({ code }) =>
        code === 'invalid_union'
          ? 'kind is one of propose, recommend, adopt, amend, extend, suspend, resume, repeal, replace: those that name no other decision.'
          : undefined,
    },
  )
  .meta({ id: 'GroupDecision' });

type GroupDecision = z.output<typeof groupDecision>;

/** More than a group may have, so that too large a one is told what to do instead. */
const mostNamed = 1_000;

const member = z.strictObject({
  documentId: idInput,
  documentVersion: z.exactOptional(
    documentVersion.meta({
      description:
        'Number of an available version of this document: of `amend` always, of `propose`, `recommend` and `adopt` where there is one, of no other kind.',
    }),
  ),
});

/** `POST /v1/decisions`: one decision about several documents, with what it says of each. */
export const groupRequest = z
  .strictObject({
    documents: z
      .array(member)
      .min(1, 'Name the documents that the decision is about: at least 1.')
      .max(mostNamed, `At most ${mostNamed} are read.`),
    decision: groupDecision,
  })
  .transform(({ documents, decision }, context) => ({
    members: documents.flatMap(({ documentId, documentVersion: version }, index) => {
      const facts = factsOf(decision, version);
      if (facts !== undefined) return { documentId, facts };
      context.issues.push({
        code: 'custom',
        input: version,
        path: ['documents', index, 'documentVersion'],
        message:
          version === undefined
            ? 'State the version of this document that is to be the valid one.'
            : `A decision of the kind ${decision.kind} is about no version: leave it out.`,
      });
      return [];
    }),
  }))
  .meta({
    id: 'GroupRequest',
    example: {
      documents: [
        { documentId: '0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f' },
        { documentId: '0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e80' },
      ],
      decision: {
        kind: 'repeal',
        decidedOn: '2026-05-29',
        decidedBy: { organisation: 'Västra Götalandsregionen', body: 'Regionfullmäktige' },
        fromAndIncluding: '2026-07-01',
      },
    },
  });

/** The decision about one document; undefined where a version is missing or has no place. */
const factsOf = (decision: GroupDecision, version: number | undefined) => {
  switch (decision.kind) {
    case 'propose':
    case 'recommend':
    case 'adopt':
      return { ...decision, ...(version !== undefined && { documentVersion: version }) };
    case 'amend':
      return version === undefined ? undefined : { ...decision, documentVersion: version };
    case 'extend':
    case 'suspend':
    case 'resume':
    case 'repeal':
    case 'replace':
      return version === undefined ? decision : undefined;
  }
};
