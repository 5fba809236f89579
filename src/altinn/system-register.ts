import * as z from 'zod'
import type { Action } from '../action.js'
import { path } from '../upstream/send.js'
import type { Ask } from './client.js'
import { AltinnContradiction } from './errors.js'
import { orUndefined } from './requests.js'

const Translated = z.record(
  z.string(),
  z
    .string()
    .nullable()
    .transform(word => word ?? ''),
)

const RightAnswer = z.looseObject({
  action: z.string().nullish(),
  resource: z.array(z.looseObject({ id: z.string(), value: z.string() })).default([]),
})
const PackageAnswer = z.looseObject({ urn: z.string() })

const RegisteredSystemAnswer = z.looseObject({
  id: z.string(),
  vendor: z.looseObject({ ID: z.string().default('') }).default({ ID: '' }),
  name: Translated,
  description: Translated.default({}),
  rights: z.array(RightAnswer).default([]),
  accessPackages: z.array(PackageAnswer).default([]),
  clientId: z.array(z.string()).default([]),
  allowedRedirectUrls: z.array(z.string()).default([]),
  isDeleted: z.boolean().default(false),
  isVisible: z.boolean().default(true),
})
export interface RegisteredSystem extends z.infer<typeof RegisteredSystemAnswer> {
  /**
   * Members that Altinn sends and we do not know, such as `tags` or `rights.tags`. A replacement
   * cannot keep them, so whoever replaces must be told.
   */
  unknownMembers: readonly string[]
}

const OwnSystemAnswer = z.object({
  systemId: z.string().min(1),
  name: Translated.catch({}),
  isVisible: z.boolean().catch(true),
})
export type OwnSystem = z.infer<typeof OwnSystemAnswer>

const LogEntryAnswer = z.object({
  changeType: z.string().catch('unknown'),
  changedByOrgNumber: z.string().optional().catch(undefined),
  clientId: z.string().optional().catch(undefined),
  created: z.string().optional().catch(undefined),
  /** What was sent then, with members in other letters: `Name`, `AccessPackages`. */
  changedData: z.unknown(),
})
export type LogEntry = z.infer<typeof LogEntryAnswer>

/** A right as the register has it: one resource, unless somebody registered it in another way. */
export interface RegisteredRight {
  action?: string
  resource: readonly { id: string; value: string }[]
}

/**
 * All that is sent. Nothing may be left out: Altinn empties a list that is missing, makes a system
 * visible that does not say, and stumbles over a missing language.
 */
export interface SystemEntry {
  /** `{organisation number of the vendor}_{name}`; cannot be changed, nor ever used again. */
  id: string
  /** With `nb`, `nn` and `en`. */
  name: Readonly<Record<string, string>>
  description: Readonly<Record<string, string>>
  rights: readonly RegisteredRight[]
  /** Whole urns. */
  accessPackages: readonly string[]
  clientIds: readonly string[]
  /** Whether customers find it in Altinn; not possible with packages that are for clients only. */
  isVisible: boolean
  /** Whole https addresses: Altinn looks at them for a new system, and never again. */
  redirectUrls: readonly string[]
}

/** The names in the log and in errors; a failure of exactly these may have changed something. */
export const REGISTER_OPERATIONS: ReadonlySet<string> = new Set([
  'altinn: register system',
  'altinn: replace system',
  'altinn: replace rights',
  'altinn: replace access packages',
  'altinn: delete system',
])

export type SystemRegister = ReturnType<typeof createSystemRegister>

/**
 * The systems of this vendor. Altinn has no way to say "only if nobody else has changed it": read,
 * compare and replace right after each other.
 *
 * @see https://docs.altinn.studio/api/authentication/systemuserapi/systemregister/
 */
export function createSystemRegister({ ask, systemId }: { ask: Ask; systemId: string }) {
  const base = '/authentication/api/v1/systemregister/vendor'

  const put = (
    operation: 'replace system' | 'replace rights' | 'replace access packages',
    address: string,
    body: unknown,
    action: Action,
  ) =>
    ask(
      operation,
      { method: 'PUT', path: base + address, body, answer: 'nothing', repeat: 'once' },
      action,
    )

  return {
    /**
     * A system of ours, also when it is marked as deleted. Undefined when it was never registered.
     *
     * @throws {AltinnRefused} `notAllowed` when it is another vendor's
     */
    async read(action: Action, id: string = systemId): Promise<RegisteredSystem | undefined> {
      const system = await orUndefined(
        ask(
          'read registered system',
          {
            method: 'GET',
            path: base + path`/${id}`,
            answer: RegisteredSystemAnswer,
            repeat: 'repeatable',
          },
          action,
        ),
      )
      if (system && system.id.toLowerCase() !== id.toLowerCase())
        throw new AltinnContradiction(
          'altinn: read registered system',
          'the answer is about another system',
        )
      return system && { ...system, unknownMembers: unknownMembersOf(system) }
    },

    /**
     * Registers a new system. Never repeated by us: look first when the answer is unclear.
     *
     * @throws {AltinnRefused} with every broken rule in `brokenRules`
     */
    async create(entry: SystemEntry, action: Action): Promise<void> {
      await ask(
        'register system',
        { method: 'POST', path: base, body: bodyOf(entry), answer: 'nothing', repeat: 'once' },
        action,
      )
    },

    /**
     * Replaces all of it. Make `entry` from what was read just before, never from a form alone.
     *
     * @throws {AltinnRefused} with every broken rule in `brokenRules`
     */
    async replace(entry: SystemEntry, action: Action): Promise<void> {
      await put('replace system', path`/${entry.id}`, bodyOf(entry), action)
    },

    /** Replaces the whole list of rights, and leaves the rest alone. */
    async replaceRights(
      id: string,
      rights: readonly RegisteredRight[],
      action: Action,
    ): Promise<void> {
      await put('replace rights', path`/${id}/rights`, rights, action)
    },

    /** Replaces the whole list of access packages, and leaves the rest alone. */
    async replaceAccessPackages(
      id: string,
      urns: readonly string[],
      action: Action,
    ): Promise<void> {
      await put(
        'replace access packages',
        path`/${id}/accesspackages`,
        urns.map(urn => ({ urn })),
        action,
      )
    },

    /** Every system of ours that is not deleted, hidden ones too. */
    async own(action: Action): Promise<OwnSystem[]> {
      const { body } = await ask(
        'list own systems',
        { method: 'GET', path: base, answer: z.array(z.unknown()), repeat: 'repeatable' },
        action,
      )
      return readable(OwnSystemAnswer, body)
    },

    /**
     * Marks it as deleted and frees its client ids; its id stays taken for ever. A system without
     * client ids is deleted and answered with 400 all the same, so whoever gets an error reads it
     * back before believing it.
     */
    async remove(id: string, action: Action): Promise<void> {
      await ask(
        'delete system',
        { method: 'DELETE', path: base + path`/${id}`, answer: 'nothing', repeat: 'once' },
        action,
      )
    },

    /** Newest first. Empty when there is no such system. */
    async changeLog(id: string, action: Action): Promise<LogEntry[]> {
      const entries = await orUndefined(
        ask(
          'read change log',
          {
            method: 'GET',
            path: base + path`/${id}/changelog`,
            answer: z.array(z.unknown()),
            repeat: 'repeatable',
            maxBytes: 5_000_000,
          },
          action,
        ),
      )
      return readable(LogEntryAnswer, entries ?? [])
    },
  }
}

/** A registration as Altinn takes it, and as a file has it. */
export const bodyOf = (entry: SystemEntry) => ({
  id: entry.id,
  vendor: { ID: `0192:${vendorOf(entry.id)}` },
  name: entry.name,
  description: entry.description,
  rights: entry.rights,
  accessPackages: entry.accessPackages.map(urn => ({ urn })),
  clientId: entry.clientIds,
  isVisible: entry.isVisible,
  allowedRedirectUrls: entry.redirectUrls,
})

/** The organisation number before the first `_` of a system's id. */
export const vendorOf = (systemId: string): string => systemId.split('_')[0] ?? ''

const KNOWN: ReadonlySet<string> = new Set(Object.keys(RegisteredSystemAnswer.shape))

function unknownMembersOf(system: z.infer<typeof RegisteredSystemAnswer>): string[] {
  const surplus = (value: object, known: readonly string[], prefix: string) =>
    Object.keys(value)
      .filter(key => !known.includes(key))
      .map(key => `${prefix}${key.slice(0, 100)}`)
  const all = [
    ...Object.keys(system).filter(key => !KNOWN.has(key)),
    ...surplus(system.vendor, ['ID', 'authority'], 'vendor.'),
    ...system.rights.flatMap(right => [
      ...surplus(right, ['action', 'resource'], 'rights.'),
      ...right.resource.flatMap(pair => surplus(pair, ['id', 'value'], 'rights.resource.')),
    ]),
    ...system.accessPackages.flatMap(one => surplus(one, ['urn'], 'accessPackages.')),
  ]
  return [...new Set(all)].slice(0, 50)
}

/** A line that cannot be read is left out of a list that is only shown. */
const readable = <T>(line: z.ZodType<T>, lines: readonly unknown[]): T[] =>
  lines.flatMap(one => {
    const { success, data } = line.safeParse(one)
    return success ? [data] : []
  })
