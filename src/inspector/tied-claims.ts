import { partsOf } from './claim-table.js'
import { claimsIn, type SeenClaims } from './claims.js'
import type { Step } from './flow.js'
import type { Speech } from '../web/speech.js'

type Verdict = 'agrees' | 'differs' | 'tokenOnly' | 'grantOnly' | 'neither'

interface Found {
  path: string
  value: string
}

/** One thing that the grant asks for and the token confirms, by whatever names. */
export interface TiedClaim {
  what: 'organisation' | 'client' | 'system' | 'reference' | 'scope'
  grant: Found | undefined
  token: Found | undefined
  verdict: Verdict
}

const ORGANISATION = /^authorization_details\[0\]\.systemuser_org\.id$/i
const SYSTEM = /^authorization_details\[0\]\.system_id$/
const REFERENCE = /^authorization_details\[0\]\.externalref$/i

/**
 * The claims of a grant and of the token it was given that belong together.
 *
 * @param systemId what we are registered as; a token for another system is not for us. Left out
 * where that is not known, as for a flow from another machine.
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_func_systembruker
 */
export function tiedClaims(
  grant: Pick<SeenClaims, 'rows' | 'isSystemUsers'>,
  token: Pick<SeenClaims, 'rows' | 'isSystemUsers'>,
  systemId?: string,
): TiedClaim[] {
  const row = (
    what: TiedClaim['what'],
    inGrant: RegExp | undefined,
    inToken: RegExp | undefined,
    areSame = (one: string, other: string) => one === other,
  ): TiedClaim => {
    const asked = inGrant && grant.rows.find(({ path }) => inGrant.test(path))
    const given = inToken && token.rows.find(({ path }) => inToken.test(path))
    const verdict =
      asked && given
        ? areSame(asked.value, given.value)
          ? 'agrees'
          : 'differs'
        : given
          ? 'tokenOnly'
          : asked
            ? inToken
              ? 'differs'
              : 'grantOnly'
            : 'neither'
    return { what, grant: asked, token: given, verdict }
  }

  const client = row('client', /^iss$/, /^client_id$/)
  const scope = row('scope', /^scope$/, /^scope$/, haveSameWords)
  if (!grant.isSystemUsers && !token.isSystemUsers) return [client, scope]
  const system = row('system', undefined, SYSTEM)
  return [
    row('organisation', ORGANISATION, ORGANISATION),
    client,
    systemId !== undefined && system.token && system.token.value !== systemId
      ? { ...system, verdict: 'differs' }
      : system,
    row('reference', REFERENCE, undefined),
    scope,
  ]
}

/** Scopes stand in any order. */
const haveSameWords = (one: string, other: string): boolean =>
  JSON.stringify([...new Set(one.split(/\s+/))].sort()) ===
  JSON.stringify([...new Set(other.split(/\s+/))].sort())

/** The tied claims of one step in words; undefined unless it has both a grant and a token. */
export function tiedTable(step: Step, systemId: string | undefined, speech: Speech) {
  const grant = claimsIn(step, 'request')
  const token = claimsIn(step, 'response')
  if (!grant || !token || !step.operation.startsWith('maskinporten:')) return undefined
  const words = speech.t.inspector.tied
  return {
    words,
    rows: tiedClaims(grant, token, systemId).map(tied => ({
      what: words[tied.what],
      meaning: meaningOf(tied, systemId, speech),
      grant: shown(tied.grant),
      token: shown(tied.token),
      missing: words.missing,
      verdict: words[tied.verdict],
      tone: TONES[tied.verdict],
      icon: ICONS[tied.verdict],
    })),
  }
}

const shown = (found: Found | undefined) =>
  found && { path: partsOf(found.path), value: found.value }

const TONES = {
  agrees: 'success',
  differs: 'danger',
  tokenOnly: 'info',
  grantOnly: 'info',
  neither: 'neutral',
} as const
const ICONS = {
  agrees: 'Checkmark',
  differs: 'XMark',
  tokenOnly: 'InformationSquare',
  grantOnly: 'InformationSquare',
  neither: 'MinusCircle',
} as const

function meaningOf(
  { what, grant, token, verdict }: TiedClaim,
  systemId: string | undefined,
  { t, say }: Speech,
): string {
  const { meanings } = t.inspector.tied
  if (what === 'system' && systemId !== undefined && token)
    return verdict === 'differs' ? say(meanings.systemNotOurs, { systemId }) : meanings.systemOurs
  if (what === 'reference' && !grant) return meanings.noReference
  return meanings[what]
}
