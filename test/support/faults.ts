import { UnavailableError } from '#shared/application/ports.ts';

export interface FaultPlan {
  /** Calls seen so far over every port that follows the plan. */
  readonly calls: number;
  readonly struck: boolean;
  /** Faults are over: from here on every call goes through. */
  revive(): void;
  /** Runs one port call, or lets it fail. */
  run<T>(call: () => Promise<T>): Promise<T>;
}

/**
 * Lets the n-th port call (from 1; 0 for none) fail, before or after it took effect. With `kill` every call after
 * it fails as well, as if the process had died there, until `revive`.
 */
export const faultPlan = (fault: {
  readonly at: number;
  readonly when?: 'before' | 'after';
  readonly kill?: boolean;
  readonly error?: Error;
}): FaultPlan => {
  const { at, when = 'before', kill = false, error = new UnavailableError('injected') } = fault;
  let calls = 0;
  let struck = false;
  let alive = true;
  return {
    get calls() {
      return calls;
    },
    get struck() {
      return struck;
    },
    revive: () => {
      alive = true;
    },
    run: async (call) => {
      if (!alive) throw error;
      calls += 1;
      if (calls !== at) return call();
      struck = true;
      alive = !kill;
      if (when === 'after') await call();
      throw error;
    },
  };
};

/**
 * The port with its methods under the plan; share one plan to count over many ports. For methods that
 * answer with a promise: what answers at once (`Clock.now`, `Ids.next`) cannot fail and is not wrapped.
 */
export const withFaults = <Port extends object>(port: Port, plan: FaultPlan): Port =>
  new Proxy(port, {
    get: (target, property) => {
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => plan.run(async () => Reflect.apply(member, target, given));
    },
  });
