import { Logger } from '@aws-lambda-powertools/logger';

/**
 * Structured log of a function; infra sets its name in POWERTOOLS_SERVICE_NAME. Log ids and counts,
 * never a whole event, a token, a secret or file content.
 */
export const logger = new Logger();
