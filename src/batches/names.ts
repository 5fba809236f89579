import type { Action } from '../action.js'
import type { BusinessRegister } from '../business-register/business-register.js'
import type { Batches } from '../database/batches.js'
import type { Environment, RegisterSays } from '../database/tables.js'
import { isOrganisationNumber } from '../domain/organisation-number.js'

const EVERY_MS = 1_000
/** In the background; the register's own limit is what counts. */
const AT_ONCE = 10
/** What the register had nothing to say of is left alone until the next start. */
const MOST_LEFT_ALONE = 500
/** How long a page waits for names. */
const PAGE_MS = 1_000

type Warn = (event: string, fields?: Record<string, unknown>) => void

export type Names = ReturnType<typeof createNames>

interface Line {
  organisationNumber: string
  name: string | null
  registerSays: RegisterSays | null
}

/**
 * Looks organisations up in the register of legal entities, and writes their names on the lines of
 * lists: some a second in the background, and those on a page that somebody looks at first. A name
 * is a help for whoever reads a list; nothing waits for it.
 */
export function createNames(deps: {
  register: BusinessRegister
  batches: Pick<Batches, 'unnamed' | 'noteName'>
  environment: Environment
  newAction: () => Action
  log: { warn: Warn }
}) {
  const { register, batches, environment, newAction, log } = deps
  const leftAlone = new Set<string>()

  async function find(number: string, action: Action) {
    if (!isOrganisationNumber(number)) return undefined
    const entry = await register.find(number, action)
    if (entry) await batches.noteName(number, entry)
    return entry
  }

  /** The same lines, with the names that came in time. */
  async function fill<L extends Line>(lines: readonly L[], action: Action): Promise<L[]> {
    const soon = { ...action, endsAt: Math.min(action.endsAt, performance.now() + PAGE_MS) }
    return Promise.all(
      lines.map(async line => {
        if (line.name !== null || line.registerSays !== null) return line
        const entry = await find(line.organisationNumber, soon)
        return entry ? { ...line, name: entry.name, registerSays: entry.says } : line
      }),
    )
  }

  async function fillSome(): Promise<void> {
    const numbers = await batches.unnamed(environment, AT_ONCE + leftAlone.size)
    const next = numbers.filter(number => !leftAlone.has(number)).slice(0, AT_ONCE)
    const action = newAction()
    await Promise.all(
      next.map(async number => {
        if ((await find(number, action)) || !register.isOpen()) return
        if (leftAlone.size < MOST_LEFT_ALONE) leftAlone.add(number)
      }),
    )
  }

  let running: Promise<void> | undefined
  const run = (): void => {
    if (!register.isOpen()) return
    running ??= fillSome()
      .catch((error: unknown) => log.warn('names not looked up', { error }))
      .finally(() => (running = undefined))
  }
  const timer = setInterval(run, EVERY_MS)
  timer.unref()

  return {
    fill,

    async stop(): Promise<void> {
      clearInterval(timer)
      await running
    },
  }
}
