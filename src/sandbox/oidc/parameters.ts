/** A no in the words of OAuth 2.0; its message is the `error_description`, in plain ASCII. */
export class OAuthError extends Error {
  constructor(
    readonly error: string,
    description: string,
    readonly status = 400,
  ) {
    super(description)
  }
}

/**
 * A parameter that may be left out; an empty one counts as left out (RFC 6749, 3.1).
 *
 * @throws {OAuthError} it is given more than once
 */
export function optional(name: string, parameters: URLSearchParams): string | undefined {
  const [value, ...more] = parameters.getAll(name)
  if (more.length > 0) throw new OAuthError('invalid_request', `${name} is given more than once`)
  return value || undefined
}

/** @throws {OAuthError} it is missing, empty or given more than once */
export function required(name: string, parameters: URLSearchParams): string {
  const value = optional(name, parameters)
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing`)
  return value
}

/** The words of a list with blanks between them. */
export const words = (list: string | undefined): string[] =>
  (list ?? '').split(' ').filter(word => word !== '')
