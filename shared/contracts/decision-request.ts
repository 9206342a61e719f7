import * as z from 'zod';
import { conditions, type DecisionFacts } from '#shared/domain/decision.ts';
import { limits } from '#shared/domain/limits.ts';
import { recipientKey } from '#shared/domain/recipient.ts';
import { fromAndIncluding, localDate, throughAndIncluding } from './dates.ts';
import { decisionKind } from './decision-summary.ts';
import { idInput } from './ids.ts';
import { onceEach } from './once-each.ts';
import { partyId } from './party.ts';
import { registryNumber } from './registry-number.ts';
import { line, lines } from './text.ts';

/** Of the document that is decided about. */
export const documentVersion = z.int().min(1).max(limits.versionsPerDocument).meta({
  description: 'Number of an available version of the document.',
});

/** What the minutes state, whatever the kind. */
export const minutes = {
  decidedOn: localDate.meta({ description: 'The day of the decision, today at the latest.' }),
  decidedBy: z.strictObject({
    organisation: line(limits.nameLength).meta({ example: 'Alingsås kommun' }),
    body: line(limits.nameLength).meta({ example: 'Kommunstyrelsen' }),
  }),
  section: z.exactOptional(
    line(limits.sectionLength).meta({
      description: 'Section of the minutes.',
      example: '§ 129',
    }),
  ),
  caseNumber: z.exactOptional(registryNumber),
  party: z.exactOptional(
    partyId.meta({
      description:
        'The party that the decision counts for; without one, every party that has adopted.',
    }),
  ),
  wording: z.exactOptional(
    lines(limits.wordingLength).meta({
      description: "The effective date in the source's own words.",
      example: 'från och med den 1 juli 2026',
    }),
  ),
  noticePostedOn: z.exactOptional(
    localDate.meta({
      description:
        'When the minutes were announced on the notice board: the appeal period counts from here. A notice posted later is recorded by `notice`.',
    }),
  ),
  legallyFinalOn: z.exactOptional(
    localDate.meta({
      description:
        'The first day on which it is legally final, as the source states it; it counts before the one computed from the notice.',
    }),
  ),
  recipients: z
    .array(z.strictObject({ name: line(limits.nameLength) }))
    .overwrite(onceEach(({ name }) => recipientKey(name)))
    .max(limits.recipients, `At most ${limits.recipients} recipients.`)
    .default([])
    .meta({ description: 'Those the minutes say must be told ("Expedieras till").' }),
  note: z.exactOptional(lines(limits.noteLength)),
};

const takesEffectWhen = z.enum(conditions).meta({
  description:
    'In place of a date that is not known yet: the effect awaits one, set later by `setDate`. With `other`, `wording` says what it waits for.',
});

/** When it takes effect. */
export const from = {
  fromAndIncluding: z.exactOptional(fromAndIncluding),
  takesEffectWhen: z.exactOptional(takesEffectWhen),
};
/** From when, and through which day. */
export const period = { ...from, throughAndIncluding: z.exactOptional(throughAndIncluding) };

/** The decision that this one is about, of the same document. */
const target = (description: string) => idInput.meta({ description });

const { party: _party, ...withoutParty } = minutes;

/** A date or a condition, not both. */
export const dated = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape).check((context) => {
    const { fromAndIncluding: date, takesEffectWhen: condition } = context.value as {
      fromAndIncluding?: unknown;
      takesEffectWhen?: unknown;
    };
    if (date === undefined || condition === undefined) return;
    context.issues.push({
      code: 'custom',
      input: condition,
      path: ['takesEffectWhen'],
      message: 'State fromAndIncluding where the date is known, else takesEffectWhen: not both.',
    });
  });

/** Kinds that name neither another decision nor a version of the document. */
export const plainActs = [
  dated({ kind: z.literal('extend'), ...minutes, ...from, throughAndIncluding }).meta({
    id: 'Extend',
  }),
  dated({ kind: z.enum(['suspend', 'resume']), ...minutes, ...from }).meta({ id: 'Suspend' }),
  dated({ kind: z.literal('repeal'), ...minutes, ...from }).meta({ id: 'Repeal' }),
  dated({
    kind: z.literal('replace'),
    ...minutes,
    ...from,
    replacedBy: idInput.meta({ description: '`documentId` of the document that takes over.' }),
  }).meta({ id: 'Replace' }),
] as const;

const acts = [
  dated({
    kind: z.enum(['propose', 'recommend']),
    ...minutes,
    ...period,
    documentVersion: z.exactOptional(documentVersion),
  }).meta({ id: 'Propose' }),
  dated({
    kind: z.literal('adopt'),
    ...minutes,
    ...period,
    documentVersion: z.exactOptional(documentVersion),
  }).meta({ id: 'Adopt' }),
  dated({ kind: z.literal('amend'), ...minutes, ...from, documentVersion }).meta({ id: 'Amend' }),
  ...plainActs,
] as const;

const undoings = [
  z
    .strictObject({
      kind: z.literal('revoke'),
      ...withoutParty,
      fromAndIncluding: z.exactOptional(fromAndIncluding),
      revokes: target('The decision that the body takes back, from `fromAndIncluding`.'),
    })
    .meta({ id: 'Revoke' }),
  z
    .strictObject({
      kind: z.literal('annul'),
      ...withoutParty,
      annuls: target('The decision that a court annuls: it counts as never taken.'),
    })
    .meta({ id: 'Annul' }),
  z
    .strictObject({
      kind: z.literal('setDate'),
      ...withoutParty,
      fromAndIncluding,
      setsDateOf: z.exactOptional(target('The decision that awaits its date.')),
      whenMet: z.exactOptional(
        z.literal('allPartiesAdopted').meta({
          description: 'In place of setsDateOf: every decision that awaits this condition.',
        }),
      ),
    })
    .refine(({ setsDateOf, whenMet }) => (setsDateOf === undefined) !== (whenMet === undefined), {
      error: 'State setsDateOf, the decision that awaits its date, or whenMet: one of them.',
      path: ['setsDateOf'],
    })
    .meta({ id: 'SetDate' }),
] as const;

const note = { note: minutes.note };

const proceedings = [
  z
    .strictObject({
      kind: z.literal('notice'),
      noticeOf: target('The decision whose minutes were announced.'),
      noticePostedOn: localDate.meta({ description: 'The day on which the notice was posted.' }),
      legallyFinalOn: minutes.legallyFinalOn,
      ...note,
    })
    .meta({ id: 'Notice' }),
  z
    .strictObject({
      kind: z.literal('appeal'),
      appeals: target('The decision that is appealed.'),
      lodgedOn: localDate.meta({ description: 'The day on which the appeal was lodged.' }),
      ...note,
    })
    .meta({ id: 'Appeal' }),
  z
    .strictObject({
      kind: z.literal('endAppeal'),
      endsAppeal: target('The recorded appeal that is over.'),
      endedOn: localDate.meta({
        description: 'The day on which it was over for good: withdrawn, or the ruling on it final.',
      }),
      ...note,
    })
    .meta({ id: 'EndAppeal' }),
] as const;

const kinds = decisionKind.options;
const recordKinds = kinds.filter((kind) => kind !== 'correct');

const kindsOf =
  (named: readonly string[]): z.core.$ZodErrorMap =>
  ({ code }) =>
    code === 'invalid_union' ? `kind is one of ${named.join(', ')}.` : undefined;

const correction = z
  .strictObject({
    kind: z.literal('correct'),
    corrects: target('The decision whose record is wrong.'),
    record: z.exactOptional(
      z
        .discriminatedUnion('kind', [...acts, ...undoings, ...proceedings], {
          error: kindsOf(recordKinds),
        })
        .meta({
          description: 'What it should have said, whole. Left out: there was no such decision.',
        }),
    ),
    ...note,
  })
  .meta({ id: 'Correct' });

/** `POST /v1/documents/{documentId}/decisions`. */
export const decisionRequest = z
  .discriminatedUnion('kind', [...acts, ...undoings, ...proceedings, correction], {
    error: kindsOf(kinds),
  })
  .meta({
    id: 'DecisionRequest',
    example: {
      kind: 'repeal',
      decidedOn: '2026-05-29',
      decidedBy: { organisation: 'Västra Götalandsregionen', body: 'Regionfullmäktige' },
      fromAndIncluding: '2026-07-01',
      wording: 'från och med den 1 juli 2026',
    },
  }) satisfies z.ZodType<DecisionFacts>;
