/**
 * What the parts call themselves in tokens, metadata and answers. They are the sandbox's own address
 * unless it speaks as a real environment, for clients whose addresses are fixed.
 */
export interface Names {
  /** Maskinporten's, with the slash at its end. */
  issuer: string
  /** Where Altinn's APIs are, without a slash at the end. */
  platform: string
  /** Where Altinn's pages are, without a slash at the end. */
  ui: string
}

/** @throws {NameProblem} a name is no address of a host */
export function namesAt(origin: string, given: Partial<Names> = {}): Names {
  return {
    issuer: `${originIn('issuer', given.issuer ?? origin)}/`,
    platform: originIn('platform', given.platform ?? origin),
    ui: originIn('ui', given.ui ?? origin),
  }
}

/** Its message is a sentence for whoever starts the sandbox. */
export class NameProblem extends Error {}

function originIn(name: keyof Names, address: string): string {
  const example = { issuer: 'https://test.maskinporten.no/', platform: PLATFORM, ui: UI }[name]
  if (URL.canParse(address)) {
    const { protocol, origin, href } = new URL(address)
    if (/^https?:$/.test(protocol) && href === `${origin}/`) return origin
  }
  throw new NameProblem(
    `The name of the ${name} must be the address of a host, such as ${example}, not ${address}`,
  )
}

const PLATFORM = 'https://platform.tt02.altinn.no'
const UI = 'https://am.ui.tt02.altinn.no'

/** Whether a page or a call is the sandbox's own, whatever name it was asked for by. */
export const isOwnOrigin = (
  { origin, names }: { origin: string; names: Names },
  candidate: string | undefined,
): boolean =>
  candidate !== undefined &&
  [origin, names.platform, names.ui, names.issuer.slice(0, -1)].includes(candidate)
