import type { LogEntry } from '../altinn/system-register.js'
import { spacedOrganisationNumber } from '../design/formats.js'
import type { Speech } from '../web/speech.js'
import { differencesBetween, NOTHING, type Content, type Difference } from './content.js'
import { readEntry } from './entry-file.js'
import type { Known } from './entry-rules.js'
import { differenceWords } from './words.js'

export interface ToldChange {
  type: LogEntry['changeType']
  vendor: string | undefined
  clientId: string | undefined
  /** Epoch milliseconds. */
  at: number | undefined
  /** `unknown` when the log does not say what was there before. */
  differences: readonly Difference[] | 'unknown'
}

/**
 * Altinn's log has what was sent, not what became different. Told from its beginning, each entry is
 * compared with what was there before it. Newest first, as it came.
 */
export function toldChanges(log: readonly LogEntry[]): ToldChange[] {
  let before: Content | undefined
  return log
    .toReversed()
    .map(entry => {
      const base = entry.changeType === 'create' ? NOTHING : before
      const after = contentAfter(entry, base)
      const differences =
        entry.changeType === 'delete'
          ? []
          : base && after
            ? differencesBetween(base, after)
            : ('unknown' as const)
      before = after ?? before
      const at = Date.parse(entry.created ?? '')
      return {
        type: entry.changeType,
        vendor: entry.changedByOrgNumber,
        clientId: entry.clientId,
        at: Number.isNaN(at) ? undefined : at,
        differences,
      }
    })
    .toReversed()
}

/** What the system was afterwards; undefined when that cannot be told. */
function contentAfter(
  { changeType, changedData }: LogEntry,
  before: Content | undefined,
): Content | undefined {
  if (changeType === 'rightsupdate' || changeType === 'accesspackageupdate') {
    const member = changeType === 'rightsupdate' ? 'rights' : 'accessPackages'
    const { file, problems } = readEntry({ [member]: changedData })
    if (!Array.isArray(changedData) || problems.length > 0 || !before) return undefined
    return { ...before, ...file.content }
  }
  if (changeType !== 'create' && changeType !== 'update') return before
  if (typeof changedData !== 'object' || changedData === null || Array.isArray(changedData))
    return undefined
  const { file } = readEntry(changedData as Record<string, unknown>)
  // What is not sent is emptied, and a system that does not say is visible.
  return { ...NOTHING, isVisible: true, ...file.content }
}

/** More than this in one entry is more than anybody reads there. */
const MOST_LINES = 12

export function changeWords(change: ToldChange, known: Known, speech: Speech) {
  const { t, say } = speech
  const words = t.systemRegister.log
  const { type, vendor, clientId, at, differences } = change
  const types: Readonly<Record<string, string>> = words.types
  const by = vendor !== undefined && spacedOrganisationNumber(vendor)
  return {
    when: at === undefined ? words.unknownTime : speech.shortDateTime(at),
    what: Object.hasOwn(types, type) ? types[type]! : words.types.unknown,
    by: !by
      ? undefined
      : clientId === undefined
        ? say(words.by, { vendor: by })
        : say(words.byClient, { vendor: by, client: clientId }),
    lines:
      differences === 'unknown'
        ? [words.cannotTell]
        : differences.length === 0 && type !== 'delete'
          ? [words.same]
          : differences
              .slice(0, MOST_LINES)
              .map(difference => differenceWords(difference, known, speech)),
    more:
      differences !== 'unknown' && differences.length > MOST_LINES
        ? `+${differences.length - MOST_LINES}`
        : undefined,
  }
}
