import type { RefusalCode } from '#shared/domain/refusal.ts';

/** Problems that are about the request as such, not about the rules for documents. */
export type RequestProblemCode =
  | 'conflict'
  | 'forbidden'
  | 'internal_error'
  | 'invalid_request'
  | 'malformed_cursor'
  | 'malformed_request'
  | 'method_not_allowed'
  | 'not_found'
  | 'precondition_failed'
  | 'precondition_required'
  | 'request_in_progress'
  | 'unauthenticated'
  | 'unavailable';

export type ProblemCode = RefusalCode | RequestProblemCode;

interface ProblemKind {
  readonly status: number;
  readonly en: string;
  readonly sv: string;
}

const kind = (status: number, en: string, sv: string): ProblemKind => ({ status, en, sv });

/** Every problem there is: its status and its title. */
export const problemTable: Readonly<Record<ProblemCode, ProblemKind>> = {
  conflict: kind(409, 'Changed at the same time', 'Ändrades samtidigt'),
  forbidden: kind(403, 'Not allowed', 'Inte tillåtet'),
  internal_error: kind(500, 'Something went wrong here', 'Något gick fel här'),
  invalid_request: kind(422, 'The request is not valid', 'Begäran är inte giltig'),
  malformed_cursor: kind(400, 'Not a cursor of this list', 'Inte en markör för den här listan'),
  malformed_request: kind(400, 'The request cannot be read', 'Begäran går inte att läsa'),
  method_not_allowed: kind(405, 'Method not allowed here', 'Metoden kan inte användas här'),
  not_found: kind(404, 'Nothing is here', 'Här finns inget'),
  precondition_failed: kind(412, 'Changed since it was read', 'Ändrat sedan det lästes'),
  precondition_required: kind(428, 'If-Match is required', 'If-Match krävs'),
  request_in_progress: kind(409, 'The same request is under way', 'Samma begäran pågår'),
  unauthenticated: kind(401, 'A token is required', 'En token krävs'),
  unavailable: kind(503, 'Not available right now', 'Inte tillgängligt just nu'),

  after_common_end: kind(
    422,
    'Adopted after the common end',
    'Antaget efter det gemensamma slutet',
  ),
  already_final: kind(422, 'Legally final already', 'Redan laga kraft'),
  already_ended: kind(422, 'Already ended', 'Redan upphört'),
  already_suspended: kind(422, 'Suspended already', 'Redan tillfälligt upphävt'),
  already_undone: kind(422, 'Counts no more already', 'Gäller redan inte längre'),
  ambiguous_local_time: kind(
    422,
    'The local time happens twice',
    'Klockslaget inträffar två gånger',
  ),
  appeal_ended: kind(422, 'The appeal has ended', 'Överklagandet är avslutat'),
  condition_not_applicable: kind(422, 'Not a condition here', 'Villkoret passar inte här'),
  date_already_known: kind(422, 'The date is known', 'Datumet är redan känt'),
  decided_in_future: kind(422, 'Decided in the future', 'Beslutsdatum i framtiden'),
  decision_not_found: kind(404, 'No such decision', 'Beslutet finns inte'),
  delivery_not_found: kind(404, 'No such delivery', 'Leveransen finns inte'),
  document_not_a_draft: kind(422, 'Decisions are recorded', 'Beslut är registrerade'),
  document_not_erased: kind(404, 'Not erased', 'Inte raderat'),
  document_not_found: kind(404, 'No such document', 'Dokumentet finns inte'),
  document_repeated: kind(422, 'A document twice', 'Samma dokument två gånger'),
  document_withdrawn: kind(410, 'The document is withdrawn', 'Dokumentet är återtaget'),
  feed_link_not_found: kind(404, 'No such feed link', 'Flödeslänken finns inte'),
  filter_never_matches: kind(422, 'The filter matches nothing', 'Filtret träffar inget'),
  from_after_through: kind(422, 'Ends before it begins', 'Slutar innan det börjar'),
  group_too_large: kind(422, 'Too many documents', 'För många dokument'),
  idempotency_key_reused: kind(422, 'Idempotency-Key used before', 'Idempotency-Key redan använd'),
  invalid_date: kind(422, 'Not a date', 'Inte ett datum'),
  known_in_future: kind(422, 'Not known yet', 'Inte känt än'),
  limit_exceeded: kind(422, 'Too much', 'För mycket'),
  linked_document_not_found: kind(
    422,
    'The linked document is unknown',
    'Länkat dokument är okänt',
  ),
  linked_to_itself: kind(422, 'Linked to itself', 'Länkat till sig självt'),
  no_last_day: kind(422, 'There is no last day', 'Sista dag saknas'),
  nonexistent_local_time: kind(422, 'The local time does not exist', 'Klockslaget finns inte'),
  not_on_record: kind(422, 'Not on the record', 'Finns inte bland besluten'),
  not_signed: kind(422, 'The target takes no signature', 'Målet tar ingen signatur'),
  nothing_awaits: kind(422, 'Nothing awaits a date', 'Inget väntar på datum'),
  nothing_to_amend: kind(422, 'Nothing to amend', 'Inget att ändra'),
  nothing_to_correct: kind(422, 'Nothing to correct', 'Inget att rätta'),
  nothing_to_extend: kind(422, 'Nothing to extend', 'Inget att förlänga'),
  nothing_to_repeal: kind(422, 'Nothing to repeal', 'Inget att upphäva'),
  nothing_to_resume: kind(422, 'Nothing to resume', 'Inget att återuppta'),
  nothing_to_suspend: kind(422, 'Nothing to suspend', 'Inget att tillfälligt upphäva'),
  offset_disagrees: kind(422, 'Offset and zone disagree', 'Förskjutning och tidszon stämmer inte'),
  party_exists: kind(422, 'The party is listed', 'Parten finns redan'),
  party_not_applicable: kind(422, 'Adopted in common', 'Antas gemensamt'),
  party_required: kind(422, 'A party is required', 'Part krävs'),
  replaced_by_itself: kind(422, 'Replaced by itself', 'Ersätts av sig självt'),
  replacement_cycle: kind(422, 'Replaced in a circle', 'Ersätter varandra i en cirkel'),
  replacement_not_found: kind(422, 'The replacement is unknown', 'Ersättaren är okänd'),
  replay_not_found: kind(404, 'No such replay', 'Omsändningen finns inte'),
  replay_running: kind(409, 'A replay is running', 'En omsändning pågår'),
  subscription_disabled: kind(409, 'The subscription is disabled', 'Prenumerationen är avstängd'),
  subscription_not_found: kind(404, 'No such subscription', 'Prenumerationen finns inte'),
  target_not_allowed: kind(422, 'The target is not allowed', 'Målet är inte tillåtet'),
  too_often: kind(429, 'Too often', 'För ofta'),
  undone_before_decided: kind(422, 'Undone before decided', 'Ändrat innan det beslutades'),
  unknown_party: kind(422, 'Unknown party', 'Okänd part'),
  unknown_time_zone: kind(422, 'Unknown time zone', 'Okänd tidszon'),
  url_not_allowed: kind(422, 'The address is not allowed', 'Adressen är inte tillåten'),
  version_erased: kind(410, 'The file is erased', 'Filen är raderad'),
  version_not_available: kind(409, 'The version is not available', 'Versionen är inte tillgänglig'),
  version_not_found: kind(404, 'No such version', 'Versionen finns inte'),
};
