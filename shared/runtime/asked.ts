const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const number = /^\d{1,4}$/;
/** `20260630T220000500Z-<event id>`. */
const deliveryId = /^\d{8}T\d{9}Z-[\da-f-]{36,60}$/i;

const isId = (text: string): boolean => [uuid, number, deliveryId].some((form) => form.test(text));

/**
 * What was asked for, as a log may have it: the route, and of what stands in its address the ids. Anything else there is
 * the caller's own text, which may be a secret or a personal number.
 */
export const askedOf = (
  method: string,
  route: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string => {
  const address = route.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = parameters[name] ?? '';
    return isId(value) ? value : '…';
  });
  return `${method} ${address}`;
};
