import type * as z from 'zod';

/** What to do about an issue for which its schema has no sentence of its own. */
export const issueSentence: z.core.$ZodErrorMap = (issue) => {
  const wanted = wantedBy(issue);
  return issue.input === undefined ? `Required: state ${wanted}.` : `${capitalised(wanted)}.`;
};

const wantedBy = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `the value ${String(issue.values[0])}`
        : `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format] ?? inDescription;
    case 'too_big':
      return `at most ${amount(issue.origin, issue.maximum)}`;
    case 'too_small':
      return `at least ${amount(issue.origin, issue.minimum)}`;
    default:
      return inDescription;
  }
};

const types: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  // There are no others in requests.
  number: 'a whole number',
  int: 'a whole number',
};

const formats: Readonly<Record<string, string>> = {
  uuid: 'an id such as 0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f',
};

const inDescription = 'what the description of the API, /v1/docs, has here';

const units: Readonly<Record<string, string>> = { string: 'character', array: 'value' };

const amount = (origin: string, count: number | bigint): string => {
  const unit = units[origin];
  return unit === undefined ? `${count}` : `${count} ${unit}${Number(count) === 1 ? '' : 's'}`;
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
