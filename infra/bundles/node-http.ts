/**
 * `node:http` as the functions' code imports it. An import of Node's own looks at all that it has, its fetch among
 * that, which takes longer to load than any package of ours.
 */
const http = process.getBuiltinModule('node:http');

export const { Agent, request, STATUS_CODES } = http;
export default http;
