import { randomBytes, timingSafeEqual } from 'node:crypto'

/** Who came in by the address in the terminal, for as long as this process lives. */
export interface OneTimeSignIn {
  /** Goes at the end of the address that is printed. */
  readonly code: string
  /** The user of the session; another process knows nobody by it. */
  readonly user: string
  /** Only looks. */
  fits: (code: unknown) => boolean
  /** The first time with the right code. */
  use: (code: unknown) => boolean
}

/**
 * Lets the first browser in that has the code, as on notebook servers: who can read the terminal
 * could read the database too. For a developer's machine alone.
 */
export function createOneTimeSignIn(): OneTimeSignIn {
  const code = randomBytes(32).toString('base64url')
  let isUsed = false

  const fits = (given: unknown): boolean => {
    if (isUsed || typeof given !== 'string' || given.length !== code.length) return false
    return (
      Buffer.byteLength(given) === code.length &&
      timingSafeEqual(Buffer.from(given), Buffer.from(code))
    )
  }
  return {
    code,
    user: `this machine|${randomBytes(16).toString('base64url')}`,
    fits,
    use(given) {
      if (!fits(given)) return false
      isUsed = true
      return true
    },
  }
}
