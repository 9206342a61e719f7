const milliseconds = 86_400_000;

const iso = (time: number): string => new Date(time).toISOString();

/** The date so many days later. */
export const plusDays = (date: string, days: number): string =>
  iso(Date.parse(date) + days * milliseconds).slice(0, 10);

export const dayAfter = (date: string): string => plusDays(date, 1);

/** A month begins on its first day. */
export const firstDay = (date: string): string => (date.length === 7 ? `${date}-01` : date);

/** A month ends on its last day. */
export const lastDay = (date: string): string => {
  if (date.length > 7) return date;
  const [year, month] = date.split('-').map(Number);
  return iso(Date.UTC(year ?? 0, month ?? 0, 0)).slice(0, 10);
};

const inSweden = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
});

/** The local date in Sweden. */
export const dateAt = (instant: string): string => inSweden.format(Date.parse(instant));

const midnights = new Map<string, string>();

/** The first instant of the local day: one or two hours before it begins at Greenwich. */
export const midnight = (date: string): string => {
  const known = midnights.get(date);
  if (known !== undefined) return known;
  const greenwich = Date.parse(date);
  const found = [2, 1]
    .map((hours) => iso(greenwich - hours * 3_600_000))
    .find((instant) => dateAt(instant) === date);
  if (found === undefined) throw new RangeError(`No midnight on ${date}`);
  midnights.set(date, found);
  return found;
};

/** The instant so many milliseconds later. */
export const after = (instant: string, later: number): string => iso(Date.parse(instant) + later);
