import { ProviderSurprise, ProviderUnreachable } from './errors.js'

/** For each call to the provider, in milliseconds. */
const TIMEOUT_MS = 5_000
/** The longest answer we read, in bytes: a set of keys is a few thousand. */
const MOST_BYTES = 256 * 1024

export type ProviderFetch = (
  address: string,
  options?: {
    method?: string
    headers?: HeadersInit
    body?: BodyInit | null
    signal?: AbortSignal
  },
) => Promise<Response>

/**
 * The only way from here to a provider: to its own origin and those it named itself, over https
 * unless it is an imitation on this machine, within a time and a size, and never by a redirect.
 * Where a token's header points to (`jku`, `x5u`) is none of them.
 */
export function createProviderFetch({ issuer, allowHttp }: { issuer: string; allowHttp: boolean }) {
  const origins = new Set([new URL(issuer).origin])

  const fetchIt: ProviderFetch = async (address, { signal, ...options } = {}) => {
    const url = new URL(address)
    if (!origins.has(url.origin) || !mayUse(url))
      throw new ProviderSurprise(`The sign-in would have called ${url.origin}`)
    const limit = AbortSignal.timeout(TIMEOUT_MS)
    const either = signal ? AbortSignal.any([signal, limit]) : limit
    try {
      const response = await fetch(url, { ...options, redirect: 'manual', signal: either })
      const { status, headers } = response
      const hasBody = status >= 200 && ![204, 205, 304].includes(status)
      return new Response(hasBody ? await bodyOf(response) : null, { status, headers })
    } catch (error) {
      if (error instanceof ProviderSurprise) throw error
      // What fetch throws names the address, the code is enough for the log.
      const { name, cause } = error as { name?: string; cause?: { code?: string } }
      throw new ProviderUnreachable(`The provider does not answer: ${cause?.code ?? name}`)
    }
  }

  const mayUse = ({ protocol }: URL) => protocol === 'https:' || (allowHttp && protocol === 'http:')

  return {
    fetch: fetchIt,
    /** @throws {ProviderSurprise} the provider names an address that is not safe */
    allow(address: string | undefined): void {
      if (address === undefined || !URL.canParse(address) || !mayUse(new URL(address)))
        throw new ProviderSurprise('The provider names an address that cannot be used')
      origins.add(new URL(address).origin)
    },
  }
}

/** @throws {ProviderSurprise} it is longer than anything a provider has to say */
async function bodyOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += (piece as Uint8Array).length
    if (size > MOST_BYTES) throw new ProviderSurprise('The provider’s answer is too long')
    pieces.push(piece as Uint8Array)
  }
  return new Uint8Array(Buffer.concat(pieces))
}
