import { memoryApi, stating } from './api.ts';
import { refused } from './refused.ts';

type Facts = Readonly<Record<string, unknown>>;

/** A document in force since January, and how to record about it. */
export const inForce = async (facts: Facts = {}, about: Facts = {}) => {
  const api = memoryApi();
  const documentId = await api.register(about);
  const path = `/v1/documents/${documentId}`;
  const record = async (body: Facts) => {
    const { decision } = await api.done('POST', `${path}/decisions`, { body });
    return String(decision.decisionId);
  };
  const adoption = await record(stating('adopt', { decidedOn: '2026-01-10', ...facts }));
  return {
    api,
    documentId,
    adoption,
    record,
    read: (query = '') => api.done('GET', `${path}${query}`),
    decision: (id: string) => api.done('GET', `${path}/decisions/${id}`),
    refuse: (body: Facts) => refused(api, 'POST', `${path}/decisions`, { body }),
  };
};
