import type { BusTarget, QueueTarget } from '#shared/domain/subscription.ts';

/** Where a queue or an event bus is, and its name there. */
export interface Place {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

// The region becomes part of a host name: only what can be one gets through.
const start = '^arn:aws(?:-[a-z]+)*';
const place = String.raw`(?<region>[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}):(?<account>\d{12})`;

const forms = {
  sqs: new RegExp(String.raw`${start}:sqs:${place}:(?<name>(?!.{81})[\w-]+(?:\.fifo)?)$`),
  eventBridge: new RegExp(String.raw`${start}:events:${place}:event-bus/(?<name>[\w./-]{1,256})$`),
};

/** Undefined where it is not the ARN of such a target. */
export const placeOf = ({ type, arn }: QueueTarget | BusTarget): Place | undefined => {
  const { region, account, name } = forms[type].exec(arn)?.groups ?? {};
  if (region === undefined || account === undefined || name === undefined) return undefined;
  return { region, account, name };
};
