import * as z from 'zod';
import { previewDecision } from '#shared/application/preview-decision.ts';
import {
  findDecisions,
  listDecisions,
  readDecision,
  viewOfDecision,
} from '#shared/application/read-decisions.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { decisionRequest } from '#shared/contracts/decision-request.ts';
import { dryRun } from '#shared/contracts/dry-run.ts';
import { id, idInput } from '#shared/contracts/ids.ts';
import { cursor, limit } from '#shared/contracts/list.ts';
import { registryNumber } from '#shared/contracts/registry-number.ts';
import { normaliseRegistryNumber } from '#shared/domain/registry-number.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import { locationOf } from '#shared/runtime/http.ts';
import { pageAnswer } from './answers.ts';
import { decisionAnswerOf } from './decision-answers.ts';
import { decisionFaults } from './decision-faults.ts';
import { previewAnswer } from './decision-preview.ts';
import { route } from './dependencies.ts';
import { answerNow } from './document-answers.ts';
import { documentParams } from './documents.ts';
import { storedPage } from './stored-page.ts';
import { entriesOf } from './timeline.ts';

const tag = 'Decisions';

/** Notes and recipients are long: no more than these fit in an answer whatever is in them. */
const mostPerPage = 40;

export const decisionRoutes = [
  route({
    name: 'recordDecision',
    method: 'POST',
    path: '/v1/documents/{documentId}/decisions',
    role: 'registrar',
    tag,
    summary: 'Record a decision',
    description:
      'A decision is a fact that is never changed; what follows from it is computed. Its effective date may be long past or years ahead.',
    ifMatch: 'optional',
    idempotent: true,
    input: z.strictObject({
      params: documentParams,
      query: z.strictObject({ dryRun }),
      body: decisionRequest,
    }),
    problems: ['document_not_found', 'document_withdrawn', 'idempotency_key_reused'],
    faults: [
      ...decisionFaults,
      'already_undone',
      'appeal_ended',
      'date_already_known',
      'not_on_record',
      'nothing_awaits',
      'nothing_to_correct',
      'undone_before_decided',
    ],
    handle: async (dependencies, { input, caller, path, revisions, claim }) => {
      const { params, query, body } = input;
      const statement = { ...params, facts: body, by: caller.id, revisions };
      if (query.dryRun) {
        const preview = await previewDecision(dependencies, statement);
        return { status: 200, body: await previewAnswer(dependencies, preview) };
      }
      const recorded = await recordDecision(dependencies, { ...statement, claim });
      const { decision, document, timeline, warnings } = recorded;
      const { calendar, clock } = dependencies;
      const now = await answerNow(dependencies, document, 200, timeline);
      const { document: intervals, finality, acts } = timeline;
      return {
        status: 201,
        body: {
          decision: decisionAnswerOf(viewOfDecision(document, decision, timeline, calendar)),
          document: now.body,
          timeline: entriesOf({ document, intervals, finality, acts, at: clock.now() }, calendar),
          warnings,
        },
        etag: now.etag,
        headers: { location: locationOf(path, decision.decisionId) },
      };
    },
  }),

  route({
    name: 'listDecisions',
    method: 'GET',
    path: '/v1/documents/{documentId}/decisions',
    role: 'reader',
    tag,
    summary: 'List the decisions about a document',
    description:
      'In order of recording, each as the record has it now; a correction also stands in its own place.',
    input: z.strictObject({
      params: documentParams,
      query: z.strictObject({ cursor: z.exactOptional(cursor), limit: limit(mostPerPage) }),
    }),
    problems: ['document_not_found', 'document_withdrawn', 'malformed_cursor'],
    handle: async (dependencies, { input: { params, query } }) => {
      const { cursor, limit } = query;
      const cursors = cursorsOf(id, ['decisions', params]);
      const after = cursor === undefined ? undefined : cursors.open(cursor);
      const page = await listDecisions(dependencies, { ...params, after, limit });
      const next = page.after && cursors.seal(page.after);
      return pageAnswer(page.items.map(decisionAnswerOf), next, { limit });
    },
  }),

  route({
    name: 'readDecision',
    method: 'GET',
    path: '/v1/documents/{documentId}/decisions/{decisionId}',
    role: 'reader',
    tag,
    summary: 'Read a decision',
    description:
      'As the record has it now. Where its record was wrong, `asRecorded` is what it said, and `struck` says that there was no such decision.',
    input: z.strictObject({ params: documentParams.extend({ decisionId: idInput }) }),
    problems: ['document_not_found', 'document_withdrawn', 'decision_not_found'],
    handle: async (dependencies, { input: { params } }) => ({
      status: 200,
      body: decisionAnswerOf(await readDecision(dependencies, params)),
    }),
  }),

  route({
    name: 'findDecisions',
    method: 'GET',
    path: '/v1/decisions',
    role: 'reader',
    tag,
    summary: 'Find decisions by registry number',
    description:
      'Across documents, by the number that was recorded or that a correction states: the decision as it counts now, once. `2020.246 KS`, `2020.246ks` and `KS 2020/246` are the same registry number.',
    input: z.strictObject({
      query: z.strictObject({
        caseNumber: registryNumber,
        cursor: z.exactOptional(cursor),
        limit: limit(mostPerPage),
      }),
    }),
    problems: ['malformed_cursor'],
    handle: async (dependencies, { input: { query } }) => {
      const { caseNumber } = query;
      const name = ['caseNumber', normaliseRegistryNumber(caseNumber)];
      const list = { name, query, filter: { caseNumber }, answerOf: decisionAnswerOf };
      return storedPage(list, (page) => findDecisions(dependencies, { caseNumber, ...page }));
    },
  }),
];
