/*
 * A grant or a token, taken apart. Nothing is verified here, and the signature goes no further.
 */

export interface DecodedJwt {
  header: Record<string, unknown>
  payload: Record<string, unknown>
  isSigned: boolean
  /** It was broken over several lines, which nobody who receives one accepts. */
  hadBlanks: boolean
}

export type JwtProblem = 'empty' | 'encrypted' | 'notThreeParts' | 'brokenHeader' | 'brokenPayload'

/**
 * Reads what people copy: a JWT with `Bearer` before it, in quotes, or in the answer it came in.
 * Cannot fail, and gives the reason instead.
 */
export function decodeJwtText(
  text: string,
): { ok: true; jwt: DecodedJwt } | { ok: false; problem: JwtProblem; parts: number } {
  const bare = unwrapped(text)
  const parts = bare.replace(/\s+/g, '').split('.')
  const failed = (problem: JwtProblem) => ({ ok: false, problem, parts: parts.length }) as const
  if (bare === '') return failed('empty')
  if (parts.length === 5) return failed('encrypted')
  if (parts.length !== 3) return failed('notThreeParts')
  const [header, payload] = parts.map(jsonObjectIn)
  if (!header) return failed('brokenHeader')
  if (!payload) return failed('brokenPayload')
  return {
    ok: true,
    jwt: { header, payload, isSigned: parts[2] !== '', hadBlanks: /\s/.test(bare) },
  }
}

function unwrapped(text: string): string {
  const bare = text
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^(["'])([^]*)\1$/, '$2')
    .replace(/^(?:Authorization:\s*)?Bearer\s+/i, '')
    .trim()
  if (bare.startsWith('{')) {
    const answer = jsonObject(bare)
    const token = answer?.['access_token'] ?? answer?.['assertion'] ?? answer?.['token']
    return typeof token === 'string' ? token.trim() : bare
  }
  return /(?:^|&)assertion=([^&\s]+)/.exec(bare)?.[1] ?? bare
}

const jsonObjectIn = (part: string) =>
  /^[\w-]+$/.test(part) ? jsonObject(Buffer.from(part, 'base64url').toString('utf8')) : undefined

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
