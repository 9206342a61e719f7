import * as z from 'zod';
import { as } from './callers.ts';
import { aDecision, aDocument } from './documents.ts';

const recorded = z.looseObject({
  decision: z.looseObject({ decisionId: z.string() }),
  document: z.looseObject({ status: z.string() }),
});

const list = z.object({ items: z.array(z.looseObject({})) });

/** A document with the few requests that a story is told in. */
export const aStory = async (facts: Readonly<Record<string, unknown>> = {}) => {
  const { documentId } = await aDocument(as('registrar'), facts);
  const path = `/v1/documents/${documentId}`;
  return {
    documentId,
    path,
    /** Records a decision; its id. */
    record: async (decision: Readonly<Record<string, unknown>>): Promise<string> => {
      const answer = await as('registrar').post(`${path}/decisions`, aDecision(decision), recorded);
      return answer.decision.decisionId;
    },
    /** Records what is no decision of a body: a proceeding or a correction. */
    enter: async (entry: Readonly<Record<string, unknown>>): Promise<string> => {
      const answer = await as('registrar').post(`${path}/decisions`, entry, recorded);
      return answer.decision.decisionId;
    },
    read: (query = '') =>
      as('reader').get(`${path}${query}`, z.looseObject({ status: z.string() })),
    statuses: async (query = '') => {
      const { items } = await as('reader').get(`${path}/timeline${query}`, list);
      return items.map(({ status }) => status);
    },
    decision: (id: string) => as('reader').get(`${path}/decisions/${id}`, z.looseObject({})),
    events: async (type: string) => {
      const event = z.looseObject({ type: z.string(), data: z.looseObject({}) });
      const { items } = await as('reader').get(
        `/v1/events?documentId=${documentId}`,
        z.object({ items: z.array(event) }),
      );
      return items.filter((one) => one.type === type).map(({ data }) => data);
    },
  };
};
