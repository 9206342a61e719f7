import { bold, dim, line } from './console.ts';
import type { Messages } from './messages.ts';

/** Commands that work when pasted into another terminal in this folder, and what each shows. */
export const printNextSteps = (say: Messages, documentId: string): void => {
  const steps: readonly (readonly [string, string])[] = [
    [
      say.next.prepare,
      `API=$(node -p "require('./.local/stack.json').apiUrl")
TOKEN=$(node -p "require('./.local/stack.json').tokens.operator")`,
    ],
    [say.next.list, `curl -s "$API/v1/documents" -H "authorization: Bearer $TOKEN"`],
    [
      say.next.timeline,
      `curl -s "$API/v1/documents/${documentId}/timeline" -H "authorization: Bearer $TOKEN"`,
    ],
    [
      say.next.caseNumber,
      `curl -s "$API/v1/decisions?caseNumber=2020.246%20KS" -H "authorization: Bearer $TOKEN"`,
    ],
    [
      say.next.register,
      `curl -s "$API/v1/documents" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d '{"title": "Min första plan", "type": "plan", "issuer": {"organisation": "Exempelkommunen"}}'`,
    ],
    [say.next.manual, 'curl -s "$API/v1/openapi.json"'],
  ];
  line();
  line(bold(say.next.title));
  for (const [what, command] of steps) line(`${dim(`# ${what}`)}\n${command}`);
  line();
  line(say.next.follow);
};
