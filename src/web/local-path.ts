/**
 * A path on our own site, or the fallback. Testing that a value begins with one `/` is not enough:
 * `/.//host` and `/%2e%2e//host` become `//host` when a browser resolves them (requirement S34).
 */
export function safeLocalPath(value: unknown, fallback = '/'): string {
  if (typeof value !== 'string' || value.length > 512) return fallback
  if (!/^\/[\x21-\x5b\x5d-\x7e]*$/.test(value)) return fallback // printable ASCII, no backslash
  if (!URL.canParse(value, BASE)) return fallback
  const url = new URL(value, BASE)
  return url.origin === BASE && !url.pathname.startsWith('//')
    ? url.pathname + url.search
    : fallback
}

const BASE = 'http://smartcloud.invalid'
