import type { Act, Condition } from './decision.ts';
import type { WithoutEffect } from './interval.ts';

type DateSetting = Extract<Act, { kind: 'setDate' }>;
type Awaiting = Act & { readonly takesEffectWhen: Condition };

/** An act whose date of effect is not known yet. */
export const isAwaiting = (act: Act): act is Awaiting =>
  'takesEffectWhen' in act && act.takesEffectWhen !== undefined;

/** The acts with the dates that were set for those that awaited one. */
export const withDates = (acts: readonly Act[]): readonly Act[] => {
  const setters = settersOf(acts);
  return acts.map((act) => {
    const setter = setters.get(act.decisionId);
    if (setter === undefined || !isAwaiting(act)) return act;
    const { takesEffectWhen: _met, ...dated } = act;
    return { ...dated, fromAndIncluding: setter.fromAndIncluding };
  });
};

/**
 * Settings of a date that set none over any of the stretches: nothing awaits it, or another one, recorded
 * before, has set it.
 */
export const idleDateSettings = (
  acts: readonly Act[],
  stretches: readonly { readonly acts: readonly Act[] }[],
): ReadonlyMap<string, WithoutEffect> => {
  const settings = acts.filter((act) => act.kind === 'setDate');
  if (settings.length === 0) return new Map();
  const counting = stretches.map((stretch) => {
    const ids = new Set(stretch.acts.map(({ decisionId }) => decisionId));
    return acts.filter(({ decisionId }) => ids.has(decisionId));
  });
  const setters = counting.map(settersOf);
  const idle = settings.filter(
    (setting) =>
      counting.some((those) => those.includes(setting)) &&
      setters.every((those) => [...those.values()].every((setter) => setter !== setting)),
  );
  return new Map(
    idle.map((setting) => {
      const target = acts.find((act) => concerns(setting, act));
      const by = setters.flatMap((those) => those.get(target?.decisionId ?? '') ?? [])[0];
      return [setting.decisionId, obstacleTo(setting, target, by)];
    }),
  );
};

const obstacleTo = (
  { setsDateOf }: DateSetting,
  target: Act | undefined,
  by: DateSetting | undefined,
): WithoutEffect => {
  if (target === undefined) {
    return { reason: setsDateOf === undefined ? 'nothing_awaits' : 'not_on_record' };
  }
  if (by !== undefined) return { reason: 'date_already_known', because: by.decisionId };
  return isAwaiting(target) ? { reason: 'already_undone' } : { reason: 'date_already_known' };
};

/** For each act that awaits a date, the setting recorded after it that came first. */
const settersOf = (acts: readonly Act[]): ReadonlyMap<string, DateSetting> => {
  const setters = new Map<string, DateSetting>();
  for (const [index, setting] of acts.entries()) {
    if (setting.kind !== 'setDate') continue;
    for (const act of acts.slice(0, index)) {
      const isOpen = isAwaiting(act) && !setters.has(act.decisionId);
      if (isOpen && concerns(setting, act)) setters.set(act.decisionId, setting);
    }
  }
  return setters;
};

const concerns = ({ setsDateOf, whenMet }: DateSetting, act: Act): boolean =>
  setsDateOf === undefined
    ? isAwaiting(act) && act.takesEffectWhen === whenMet
    : act.decisionId === setsDateOf;
