/** Where in the input the cause lies, as a JSON Pointer (RFC 6901), and a sentence that helps. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/**
 * A command that the rules do not allow. `code` is stable and part of the API (the problem `type`);
 * the message says what to do instead.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly faults: readonly Fault[];

  constructor(code: RefusalCode, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.code = code;
    this.faults = faults;
  }
}

/** A refusal on account of one value of the input. */
export const refuse = (code: RefusalCode, pointer: string, message: string): Refusal =>
  new Refusal(code, message, [{ pointer, message }]);

export type RefusalCode =
  | 'after_common_end'
  | 'already_ended'
  | 'already_final'
  | 'already_suspended'
  | 'already_undone'
  | 'ambiguous_local_time'
  | 'appeal_ended'
  | 'condition_not_applicable'
  | 'date_already_known'
  | 'decided_in_future'
  | 'decision_not_found'
  | 'delivery_not_found'
  | 'document_not_a_draft'
  | 'document_not_erased'
  | 'document_not_found'
  | 'document_repeated'
  | 'document_withdrawn'
  | 'feed_link_not_found'
  | 'filter_never_matches'
  | 'from_after_through'
  | 'group_too_large'
  | 'idempotency_key_reused'
  | 'invalid_date'
  | 'known_in_future'
  | 'limit_exceeded'
  | 'linked_document_not_found'
  | 'linked_to_itself'
  | 'no_last_day'
  | 'nonexistent_local_time'
  | 'not_on_record'
  | 'not_signed'
  | 'nothing_awaits'
  | 'nothing_to_amend'
  | 'nothing_to_correct'
  | 'nothing_to_extend'
  | 'nothing_to_repeal'
  | 'nothing_to_resume'
  | 'nothing_to_suspend'
  | 'offset_disagrees'
  | 'party_exists'
  | 'party_not_applicable'
  | 'party_required'
  | 'replaced_by_itself'
  | 'replacement_cycle'
  | 'replacement_not_found'
  | 'replay_not_found'
  | 'replay_running'
  | 'subscription_disabled'
  | 'subscription_not_found'
  | 'target_not_allowed'
  | 'too_often'
  | 'undone_before_decided'
  | 'unknown_party'
  | 'unknown_time_zone'
  | 'url_not_allowed'
  | 'version_erased'
  | 'version_not_available'
  | 'version_not_found';
