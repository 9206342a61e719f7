import * as z from 'zod';
import { viewNow } from '#shared/application/document-view.ts';
import { previewGroup } from '#shared/application/preview-decision.ts';
import { viewOfDecision } from '#shared/application/read-decisions.ts';
import { type GroupItem, recordGroup } from '#shared/application/record-group.ts';
import { groupRecorded } from '#shared/contracts/group-answer.ts';
import { groupRequest } from '#shared/contracts/group-request.ts';
import { dryRun, groupPreview } from '#shared/contracts/preview-answer.ts';
import { decisionAnswerOf } from './decision-answers.ts';
import { groupPreviewAnswer } from './decision-preview.ts';
import { type ApiDependencies, route } from './dependencies.ts';
import { summaryOf } from './document-answers.ts';

export const groupDecisionRoutes = [
  route({
    name: 'recordGroup',
    method: 'POST',
    path: '/v1/decisions',
    role: 'registrar',
    tag: 'Decisions',
    summary: 'Record one decision about several documents',
    description:
      'Of all of them, or of none. Each document has a decision of its own afterwards, under one groupId. If-Match is not looked at: it is about one document.',
    idempotent: true,
    input: z.strictObject({ query: z.strictObject({ dryRun }), body: groupRequest }),
    answers: {
      200: { description: 'With dryRun: what would happen.', schema: groupPreview },
      201: { description: 'Recorded; the documents as they are now.', schema: groupRecorded },
    },
    problems: ['idempotency_key_reused'],
    faults: [
      'after_common_end',
      'already_ended',
      'already_suspended',
      'ambiguous_local_time',
      'condition_not_applicable',
      'decided_in_future',
      'document_not_found',
      'document_repeated',
      'document_withdrawn',
      'from_after_through',
      'group_too_large',
      'invalid_date',
      'limit_exceeded',
      'no_last_day',
      'nonexistent_local_time',
      'nothing_to_amend',
      'nothing_to_extend',
      'nothing_to_repeal',
      'nothing_to_resume',
      'nothing_to_suspend',
      'offset_disagrees',
      'party_not_applicable',
      'party_required',
      'replaced_by_itself',
      'replacement_cycle',
      'replacement_not_found',
      'unknown_party',
      'unknown_time_zone',
      'version_not_available',
      'version_not_found',
    ],
    handle: async (dependencies, { input: { query, body }, caller, claim }) => {
      const group = { members: body.members, factsOf: memberFacts, by: caller.id };
      if (query.dryRun) {
        const preview = await previewGroup(dependencies, group);
        return { status: 200, body: await groupPreviewAnswer(dependencies, preview) };
      }
      const { groupId, items } = await recordGroup(dependencies, { ...group, claim });
      const answers = await Promise.all(items.map((item) => answerOf(dependencies, item)));
      return { status: 201, body: { groupId, items: answers } };
    },
  }),
];

type Member = z.output<typeof groupRequest>['members'][number];

const memberFacts = ({ facts }: Member) => facts;

const answerOf = async (
  dependencies: ApiDependencies,
  { decision, document, timeline, warnings }: GroupItem,
) => ({
  decision: decisionAnswerOf(viewOfDecision(document, decision, timeline, dependencies.calendar)),
  document: summaryOf(await viewNow(dependencies, document, dependencies.clock.now())),
  warnings,
});
