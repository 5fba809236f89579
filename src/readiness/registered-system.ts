import type { Action } from '../action.js'
import { AltinnRefused } from '../altinn/errors.js'
import { SCOPES } from '../altinn/scopes.js'
import type { RegisteredSystem } from '../altinn/system-register.js'
import { asked, failedQuestion } from './asked.js'
import { check, sameAs, type Check, type CheckId } from './check.js'
import type { Ground } from './ground.js'

const SCOPE = SCOPES['read registered system']
const OPEN_SYSTEM = { step: 'openSystem' } as const

export interface SystemDeps {
  systemId: string
  clientId: string
  /** What our packages ask for: ids in the resource registry, and urns of access packages. */
  catalogue: { resources: readonly string[]; accessPackages: readonly string[] }
  /**
   * Where we let Altinn send customers afterwards. Undefined where there is no site of ours: then
   * neither these nor the permissions of our packages are looked for.
   */
  returnAddresses: readonly string[] | undefined
}

/** Whether the system is there and our client on it: the two that a token depends on. */
export async function askForSystem(
  { systemId, clientId }: SystemDeps,
  { connection, obstacle }: Ground,
  action: Action,
): Promise<{ checks: Check[]; system?: RegisteredSystem }> {
  const facts = { systemId }
  const both = (first: Check): { checks: Check[] } => ({
    checks: [
      first,
      first.state === 'failed'
        ? check('clientOnSystem', 'notAsked', 'notAsked')
        : sameAs(first, 'clientOnSystem'),
    ],
  })

  const inTheWay = obstacle('system', SCOPE)
  if (inTheWay) return both(inTheWay)
  const read = await asked(connection.altinn.systemRegister.read(action))
  if (!read.ok) {
    const { error } = read
    const isOthers = error instanceof AltinnRefused && error.reason === 'notAllowed'
    return both(
      isOthers
        ? check('system', 'failed', 'otherVendor', facts, OPEN_SYSTEM)
        : failedQuestion('system', error, { ...facts, scope: SCOPE }),
    )
  }
  const system = read.value
  if (!system) return both(check('system', 'failed', 'notRegistered', facts, OPEN_SYSTEM))
  if (system.isDeleted) return both(check('system', 'failed', 'deleted', facts, OPEN_SYSTEM))
  return {
    system,
    checks: [
      check('system', 'ok', 'ok', { ...facts, systemName: system.name['nb'] }),
      system.clientId.includes(clientId)
        ? check('clientOnSystem', 'ok', 'ok', { clientId })
        : check(
            'clientOnSystem',
            'failed',
            'missing',
            { clientId, registeredClients: system.clientId },
            OPEN_SYSTEM,
          ),
    ],
  }
}

/** What requests depend on, but no token. */
export function furtherChecks(
  { catalogue, returnAddresses }: SystemDeps,
  system: RegisteredSystem | undefined,
  asSystem: Check,
): Check[] {
  if (!returnAddresses) return []
  if (!system)
    return (['rights', 'returnAddresses'] satisfies CheckId[]).map(id =>
      asSystem.state === 'failed' ? check(id, 'notAsked', 'notAsked') : sameAs(asSystem, id),
    )
  const has = new Set([
    ...system.rights.flatMap(({ resource }) => resource.map(({ value }) => value)),
    ...system.accessPackages.map(({ urn }) => urn),
  ])
  const rights = [...catalogue.resources, ...catalogue.accessPackages].filter(id => !has.has(id))
  const registered = new Set(system.allowedRedirectUrls.map(comparable))
  const addresses = returnAddresses.filter(address => !registered.has(comparable(address)))
  const found = (id: 'rights' | 'returnAddresses', missing: string[]) =>
    missing.length === 0
      ? check(id, 'ok', 'ok')
      : check(id, 'failed', 'missing', { missing }, OPEN_SYSTEM)
  return [found('rights', rights), found('returnAddresses', addresses)]
}

/** Altinn compares scheme, host and path, and looks at nothing after them. */
function comparable(address: string): string {
  if (!URL.canParse(address)) return address
  const { origin, pathname } = new URL(address)
  return origin + pathname
}
