import { refuse } from '../domain/refusal.ts';
import type { SignatureScheme } from '../domain/signature.ts';
import { impossible, type SubscriptionFilter, type Target } from '../domain/subscription.ts';

/** Why nothing may be sent to the target, in a sentence for its owner; undefined where it may. */
export type TargetFault = (target: Target) => string | undefined;

/** @throws Refusal url_not_allowed, target_not_allowed */
export const refuseTarget = (target: Target, targetFault: TargetFault): void => {
  const fault = targetFault(target);
  if (fault === undefined) return;
  if (target.type === 'webhook') throw refuse('url_not_allowed', '/target/url', fault);
  throw refuse('target_not_allowed', '/target/arn', fault);
};

/** A subscription stays with the kind of target that its keys, or their absence, are made for. */
export const refuseOtherType = (target: Target, before: Target): void => {
  if (target.type === before.type) return;
  const message = `The target stays of type ${before.type}: create another subscription for one of type ${target.type}.`;
  throw refuse('target_not_allowed', '/target/type', message);
};

/** @throws Refusal filter_never_matches */
export const refuseFilter = (filter: SubscriptionFilter): void => {
  const fault = impossible(filter);
  if (fault !== undefined) throw refuse('filter_never_matches', '/filter', fault);
};

/** @throws Refusal not_signed */
export const refuseSignatures = (
  target: Target,
  signatures: readonly SignatureScheme[] | undefined,
): void => {
  if (signatures === undefined || target.type === 'webhook') return;
  const message = 'Only webhooks are signed: leave out signatures.';
  throw refuse('not_signed', '/signatures', message);
};
