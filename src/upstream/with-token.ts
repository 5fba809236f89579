import { UpstreamRefused } from './errors.js'

export interface TokenSource {
  get: () => Promise<string>
  /** Forgets this token, so that the next `get` fetches another. */
  drop: (token: string) => void
}

/**
 * Makes a call with a token. A 401 means that the token is no longer taken and that nothing was
 * done: the token is dropped, and the call is repeated once with a new one (requirement R5).
 */
export async function withToken<T>(
  tokens: TokenSource,
  call: (token: string) => Promise<T>,
): Promise<T> {
  const token = await tokens.get()
  try {
    return await call(token)
  } catch (error) {
    if (!(error instanceof UpstreamRefused) || error.upstreamStatus !== 401) throw error
    tokens.drop(token)
    return call(await tokens.get())
  }
}
