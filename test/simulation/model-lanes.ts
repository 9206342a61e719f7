import type { Act } from '#shared/domain/decision.ts';
import { dayAfter, firstDay, lastDay } from './model-dates.ts';

/** What holds for a document, or for a party, at the end of a day. */
export interface Held {
  status: string;
  version: number | undefined;
  /** The day of the latest change. */
  since: string;
}

export interface Holding {
  readonly document: Pick<Held, 'status' | 'version'>;
  readonly parties: ReadonlyMap<string, Held>;
}

interface Adoption {
  readonly act: Act;
  readonly from: string | undefined;
  version: number | undefined;
  through: string | undefined;
}

interface Lane extends Held {
  /** The adoption in force. */
  period: Adoption | undefined;
  /** Adoptions that wait for their first day. */
  waiting: Adoption[];
}

/** Something that an act does on a day. */
interface Doing {
  readonly date: string;
  readonly act: Act;
  readonly what: 'isDecided' | 'takesEffect' | 'takesEffectAsAnnounced';
}

/** Plays acts, day by day, in plain words of what each kind does. */
export class Lanes {
  readonly #lanes: Map<string, Lane>;
  readonly #perParty: boolean;
  #isProposed = false;
  #hasCommonEnd = false;

  constructor(subject: {
    readonly adoption: 'common' | 'perParty';
    readonly parties: readonly { readonly id: string }[];
  }) {
    this.#perParty = subject.adoption === 'perParty';
    const ids = this.#perParty ? subject.parties.map(({ id }) => id) : [''];
    const status = this.#perParty ? 'notDecided' : 'draft';
    this.#lanes = new Map(
      ids.map((id) => [
        id,
        { status, version: undefined, since: '', period: undefined, waiting: [] },
      ]),
    );
  }

  play(acts: readonly Act[], until: string): Holding {
    const doings = acts
      .flatMap(doingsOf)
      .sort((a, b) => compare(a.date, b.date) || inLaw(a.act, b.act));
    // A last day may be moved, so the days after all the last days are looked at.
    const ends = acts.flatMap((act) =>
      'throughAndIncluding' in act && act.throughAndIncluding !== undefined
        ? dayAfter(lastDay(act.throughAndIncluding))
        : [],
    );
    const days = [...new Set([...ends, ...doings.map(({ date }) => date)])].sort();
    for (const day of days.filter((one) => one <= until)) {
      const evening = new Map(
        [...this.#lanes].map(([id, { status, version }]) => [id, `${status} ${version}`]),
      );
      for (const lane of this.#lanes.values()) expire(lane, day);
      for (const doing of doings) if (doing.date === day) this.#do(doing);
      for (const [id, lane] of this.#lanes) {
        if (evening.get(id) !== `${lane.status} ${lane.version}`) lane.since = day;
      }
    }
    return { document: this.#document(), parties: this.#perParty ? this.#lanes : new Map() };
  }

  #do(doing: Doing): void {
    const { act, what } = doing;
    const party = act.party;
    const all = [...this.#lanes.values()];
    const meant =
      !this.#perParty || party === undefined
        ? all
        : all.filter((lane) => lane === this.#lanes.get(party));
    switch (act.kind) {
      case 'propose':
      case 'recommend':
        if (this.#perParty) this.#isProposed = true;
        else for (const lane of meant) if (lane.status === 'draft') lane.status = 'proposed';
        return;
      case 'adopt':
        if (this.#perParty && party === undefined) return;
        if (this.#hasCommonEnd && what !== 'takesEffectAsAnnounced') return;
        for (const lane of meant) adopt(lane, act, what);
        return;
      case 'amend':
        for (const lane of meant) amend(lane, act.documentVersion);
        return;
      case 'extend':
        for (const lane of meant) extend(lane, lastDay(act.throughAndIncluding), doing.date);
        return;
      case 'suspend':
        for (const lane of meant) if (lane.status === 'inForce') lane.status = 'suspended';
        return;
      case 'resume':
        for (const lane of meant) if (lane.status === 'suspended') lane.status = 'inForce';
        return;
      case 'repeal':
      case 'replace': {
        const isForAll = this.#perParty && party === undefined;
        const ended = meant.filter((lane) => end(lane, act, isForAll));
        if (isForAll && ended.length > 0) this.#hasCommonEnd = true;
        return;
      }
      case 'revoke':
      case 'annul':
      case 'setDate':
        return;
    }
  }

  #document(): Holding['document'] {
    const lanes = [...this.#lanes.values()];
    const [only] = lanes;
    if (!this.#perParty && only !== undefined) return only;
    for (const status of ['inForce', 'suspended', 'adopted']) {
      const such = lanes.filter((lane) => lane.status === status);
      const versions = such.flatMap(({ version }) => version ?? []);
      const version = versions.length > 0 ? Math.max(...versions) : undefined;
      if (such.length > 0) return { status, version };
    }
    const ended = lanes.filter(({ status }) => status !== 'notDecided');
    const latest = ended.toSorted((a, b) => compare(a.since, b.since)).at(-1);
    return latest ?? { status: this.#isProposed ? 'proposed' : 'draft', version: undefined };
  }
}

const doingsOf = (act: Act): Doing[] => {
  const isAwaited = 'takesEffectWhen' in act && act.takesEffectWhen !== undefined;
  const stated = 'fromAndIncluding' in act ? act.fromAndIncluding : undefined;
  const from = isAwaited ? undefined : firstDay(stated ?? act.decidedOn);
  const through = 'throughAndIncluding' in act ? act.throughAndIncluding : undefined;
  if (through !== undefined && from !== undefined && lastDay(through) < from) return [];
  const isDecided: Doing = { date: act.decidedOn, act, what: 'isDecided' };
  if (act.kind === 'propose' || act.kind === 'recommend') return [isDecided];
  if (act.kind === 'annul' || act.kind === 'revoke' || act.kind === 'setDate') return [];
  if (from === undefined) return act.kind === 'adopt' ? [isDecided] : [];
  if (act.kind !== 'adopt' || from <= act.decidedOn)
    return [{ date: from, act, what: 'takesEffect' }];
  return [isDecided, { date: from, act, what: 'takesEffectAsAnnounced' }];
};

const expire = (lane: Lane, day: string): void => {
  const through = lane.period?.through;
  if (through === undefined || dayAfter(through) !== day) return;
  lane.status = 'expired';
  lane.period = undefined;
};

const adopt = (lane: Lane, act: Extract<Act, { kind: 'adopt' }>, what: Doing['what']): void => {
  const { documentVersion: version, throughAndIncluding, takesEffectWhen } = act;
  const through = throughAndIncluding === undefined ? undefined : lastDay(throughAndIncluding);
  const from =
    takesEffectWhen === undefined ? firstDay(act.fromAndIncluding ?? act.decidedOn) : undefined;
  if (what === 'isDecided') {
    lane.waiting = [...lane.waiting, { act, from, version, through }].sort((a, b) =>
      compare(a.from ?? '9', b.from ?? '9'),
    );
    if (lane.period !== undefined || lane.status === 'adopted') return;
    lane.status = 'adopted';
    lane.version = version;
    return;
  }
  const announced = lane.waiting.find((one) => one.act === act);
  if (what === 'takesEffectAsAnnounced' && announced === undefined) return;
  lane.waiting = lane.waiting.filter((one) => one !== announced);
  lane.period = announced ?? { act, from, version, through };
  lane.status = 'inForce';
  lane.version = lane.period.version;
};

const amend = (lane: Lane, version: number): void => {
  const [next] = lane.waiting;
  if (lane.period === undefined && next !== undefined) next.version = version;
  if (lane.period !== undefined || (next !== undefined && lane.status === 'adopted')) {
    lane.version = version;
  }
};

const extend = (lane: Lane, through: string, day: string): void => {
  const period = lane.period ?? lane.waiting[0];
  if (period?.through === undefined || through < day) return;
  if (lane.period === undefined && period.from !== undefined && through < period.from) return;
  period.through = through;
};

const end = (lane: Lane, act: Act, isForAll: boolean): boolean => {
  const left = isForAll ? [] : lane.waiting.filter((one) => inLaw(one.act, act) > 0);
  if (lane.period === undefined && left.length === lane.waiting.length) return false;
  lane.status = act.kind === 'repeal' ? 'repealed' : 'replaced';
  lane.period = undefined;
  lane.waiting = left;
  return true;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By decision date, body, section by its number, recording and id. */
const inLaw = (a: Act, b: Act): number =>
  compare(a.decidedOn, b.decidedOn) ||
  compare(a.decidedBy.body, b.decidedBy.body) ||
  sectionOf(a) - sectionOf(b) ||
  compare(a.recordedAt, b.recordedAt) ||
  compare(a.decisionId, b.decisionId);

const sectionOf = ({ section }: Act): number => Number(section?.replace('§ ', '') ?? 0);
