import * as z from 'zod';
import { viewNow } from '#shared/application/document-view.ts';
import { previewGroup } from '#shared/application/preview-decision.ts';
import { viewOfDecision } from '#shared/application/read-decisions.ts';
import { type GroupItem, recordGroup } from '#shared/application/record-group.ts';
import { dryRun } from '#shared/contracts/dry-run.ts';
import { groupRequest } from '#shared/contracts/group-request.ts';
import { decisionAnswerOf } from './decision-answers.ts';
import { decisionFaults } from './decision-faults.ts';
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
    problems: ['idempotency_key_reused'],
    faults: [
      ...decisionFaults,
      'document_not_found',
      'document_repeated',
      'document_withdrawn',
      'group_too_large',
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
