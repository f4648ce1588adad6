/** An error as the API answers it. */
export interface ApiError {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** The machine-readable cause; most errors have none. */
  readonly errorCode?: string;
}

/** The body of an error response. */
export function errorBody(error: ApiError, requestId: string): unknown {
  const details = error.errorCode === undefined ? {} : { details: { error_code: error.errorCode } };
  return { type: 'error', error: { type: error.type, message: error.message, ...details }, request_id: requestId };
}

/** The data of an `event: error` inside a stream; captures show `details` there even when it is empty. */
export function streamErrorData(error: Pick<ApiError, 'type' | 'message'>): unknown {
  return { type: 'error', error: { details: null, type: error.type, message: error.message } };
}

/** A 400 that names what is wrong with the request. */
export function invalidRequest(message: string): ApiError {
  return { status: 400, type: 'invalid_request_error', message };
}

/** A 404 for a path, a model or an object. */
export function notFound(message: string): ApiError {
  return { status: 404, type: 'not_found_error', message };
}
