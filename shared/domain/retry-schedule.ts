/** Seconds to wait before each attempt at a delivery: the first is made at once, the last is the tenth. */
export const retrySchedule = [
  0,
  5,
  5 * 60,
  30 * 60,
  2 * 3600,
  5 * 3600,
  10 * 3600,
  14 * 3600,
  20 * 3600,
  24 * 3600,
] as const;

/** Waits are made up to a tenth longer or shorter, so that what failed together is not tried again together. */
export const jitter = 0.1;

/** Seconds that `Retry-After` may ask for; what is longer counts as this. */
export const longestRetryAfter = 24 * 3600;

/** Seconds before the attempt after so many, by the schedule; undefined after the last. */
export const delayAfter = (attempts: number): number | undefined => retrySchedule[attempts];

/**
 * Seconds that a receiver asks to be left alone for: the header is a number of seconds or a date (RFC 9110,
 * 10.2.3). Undefined where it asks for nothing that makes sense.
 */
export const retryAfterSeconds = (header: string | undefined, now: string): number | undefined => {
  const text = header?.trim() ?? '';
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .* GMT$/.test(text)
      ? Math.ceil((Date.parse(text) - Date.parse(now)) / 1000)
      : Number.NaN;
  return seconds > 0 ? Math.min(seconds, longestRetryAfter) : undefined;
};
