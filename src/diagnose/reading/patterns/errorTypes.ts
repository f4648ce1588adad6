/** The types of the API's errors, as alternatives of a regular expression: platform.claude.com/docs/en/api/errors. */
export const errorTypes =
  'invalid_request_error|authentication_error|billing_error|permission_error|not_found_error|conflict_error|request_too_large|rate_limit_error|api_error|timeout_error|overloaded_error';
