import * as z from 'zod';
import { cloudEvent } from '#shared/contracts/cloud-event.ts';
import { type EventDescription, eventSchemas, events } from './event-schemas.ts';
import { fieldTable } from './field-table.ts';

/** What surrounds the data of every event of a document. */
export const envelope = (): string => fieldTable(z.toJSONSchema(cloudEvent));

/** Every type with when it is sent. */
export const typeTable = (): string =>
  [
    '| type | sent when |',
    '| --- | --- |',
    ...events.map(({ type, when }) => `| [\`${type}\`](#${anchor(type)}) | ${when} |`),
  ].join('\n');

/** A section for each type. */
export const typeSections = (): string => events.map(section).join('\n\n');

const section = ({ type, name, when, example }: EventDescription): string => {
  const { data } = eventSchemas[name]?.properties ?? {};
  return `### ${type}

${when}

${typeof data === 'object' ? fieldTable(data) : ''}

\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\``;
};

/** What GitHub makes of a heading. */
const anchor = (type: string): string => type.toLowerCase().replaceAll('.', '');
