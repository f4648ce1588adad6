import pino from 'pino';
import winston from 'winston';

const [, , , form] = process.argv;

/** Prints an error in the form that the second argument names, each of them one that programs use. */
export function show(error) {
  switch (form) {
    case 'error':
      return console.error(error);
    case 'context':
      return console.error('Request to Claude failed:', error);
    case 'message':
      return console.error(`Error: ${error.message}`);
    case 'string':
      return console.error(`Claude request failed: ${error}`);
    case 'stack':
      return console.error(error.stack);
    case 'json':
      return console.error(JSON.stringify(error));
    case 'body':
      return console.error(error.status, JSON.stringify(error.error));
    case 'headers':
      return console.error({ status: error.status, name: error.name, requestID: error.requestID ?? error.request_id, headers: Object.fromEntries(error.headers?.entries?.() ?? Object.entries(error.headers ?? {})) });
    case 'pino':
      return pino().error({ err: error }, 'request failed');
    case 'winston':
      return winston.createLogger({ format: winston.format.combine(winston.format.timestamp(), winston.format.errors({ stack: true }), winston.format.json()), transports: [new winston.transports.Console()] }).error(error);
    case 'log':
      return log('ERROR', `giving up: ${error.message}`);
    default:
      throw error;
  }
}

/** A line of a log. */
export function log(level, text) {
  console.error(`${new Date().toISOString()} ${level} ${text}`);
}
