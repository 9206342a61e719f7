import { byRecording, type Decision, targetOf } from './decision.ts';
import { recipientKey } from './recipient.ts';
import type { Timeline } from './timeline.ts';

/**
 * Names of those to whom a recording is to be sent: those it names, and those named by what it undoes, dates
 * or corrects, who were told of that. A notice or an appeal is sent to nobody.
 */
export const recipientsTold = (
  decision: Decision,
  { acts }: Pick<Timeline, 'acts'>,
): readonly string[] => {
  const names = new Map<string, string>();
  const add = (recipients: readonly { readonly name: string }[]) => {
    for (const { name } of recipients) {
      if (!names.has(recipientKey(name))) names.set(recipientKey(name), name);
    }
  };
  const stated = decision.kind === 'correct' ? decision.record : decision;
  if (stated !== undefined && 'recipients' in stated) add(stated.recipients);
  if (decision.kind !== 'correct' && !('recipients' in decision)) return [];
  // Each is about what was recorded before it, so this comes to an end.
  let before: Decision = decision;
  for (;;) {
    const act = acts.get(targetOf(before) ?? '');
    if (act === undefined || byRecording(act, before) >= 0) break;
    add(act.recipients);
    before = act;
  }
  return [...names.values()];
};
