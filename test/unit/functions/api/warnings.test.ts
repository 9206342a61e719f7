import { describe, expect, it } from 'vitest';
import { memoryApi, stating } from '../../../support/api.ts';

type Api = ReturnType<typeof memoryApi>;
type Facts = Readonly<Record<string, unknown>>;

const dryRun = (api: Api, documentId: string, body: unknown, headers = {}) =>
  api.post(`/v1/documents/${documentId}/decisions?dryRun=true`, body, { headers });

const adopted = async (facts: Facts = {}, about: Facts = {}) => {
  const api = memoryApi();
  const documentId = await api.register(about);
  const { body } = await api.decide(documentId, 'adopt', { decidedOn: '2026-01-10', ...facts });
  return { api, documentId, decisionId: String(body.decision.decisionId) };
};

describe('what a registrar may want to look at again', () => {
  const codes = (warnings: readonly { readonly code: string }[]) =>
    warnings.map(({ code }) => code);

  it.each<[string, string, Facts, string]>([
    [
      'an effect before the decision',
      'repeal',
      { fromAndIncluding: '2026-05-01' },
      'effective_before_decided',
    ],
    ['an effect before the recording', 'repeal', { fromAndIncluding: '2026-05-25' }, 'retroactive'],
    [
      'another decision of the same day',
      'suspend',
      { decidedOn: '2026-01-10', decidedBy: { organisation: 'Region', body: 'Executive' } },
      'same_day',
    ],
    ['a date that is not known', 'repeal', { takesEffectWhen: 'legallyFinal' }, 'awaits_date'],
    [
      'a date of finality that differs',
      'repeal',
      { noticePostedOn: '2026-05-21', legallyFinalOn: '2026-07-01' },
      'final_date_differs',
    ],
  ])('is %s', async (_name, kind, facts, code) => {
    const { api, documentId } = await adopted();
    const foretold = await dryRun(api, documentId, stating(kind, facts));
    expect(codes(foretold.body.warnings)).toContain(code);
    const { body } = await api.decide(documentId, kind, facts);
    expect(codes(body.warnings)).toEqual(codes(foretold.body.warnings));
    expect(codes((await dryRun(api, documentId, stating('propose'))).body.warnings)).not.toContain(
      code,
    );
  });

  it('is a body that has only recommended before', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const { body } = await api.decide(documentId, 'recommend');
    expect(codes(body.warnings)).toEqual([]);
    const foretold = await dryRun(api, documentId, stating('adopt'));
    expect(foretold.body.warnings).toMatchObject([
      { code: 'retroactive' },
      { code: 'only_recommended_before', decisionId: body.decision.decisionId },
    ]);
  });

  it('is an adoption after the end', async () => {
    const { api, documentId } = await adopted({ throughAndIncluding: '2026-03-31' });
    const { body } = await dryRun(api, documentId, stating('adopt'));
    expect(codes(body.warnings)).toContain('beyond_end');
  });

  it('is a decision that loses its effect', async () => {
    const { api, documentId, decisionId } = await adopted();
    const repeal = await api.decide(documentId, 'repeal', { fromAndIncluding: '2026-07-01' });
    const { body } = await dryRun(api, documentId, stating('annul', { annuls: decisionId }));
    expect(body.warnings).toContainEqual(
      expect.objectContaining({
        code: 'takes_effect_from_other',
        decisionId: repeal.body.decision.decisionId,
      }),
    );
  });
});
