import type { Actor, LogEntry } from '../../src/audit/audit-log.js'
import { logPage } from '../../src/audit/log-page.js'
import { endAllPage, sessionsPage } from '../../src/audit/sessions-page.js'
import type { SignedInSession } from '../../src/audit/signed-in-sessions.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

const NOW = Date.UTC(2026, 10, 20, 8)

/**
 * The log and the sessions, in every state.
 *
 * @param evil what a visitor or an upstream may have written
 */
export function auditPages(evil: string): Record<string, (speech: Speech) => Page> {
  const whos: Actor[] = [
    { kind: 'staff', name: evil },
    { kind: 'visitor' },
    { kind: 'smartcloud' },
    { kind: 'thisMachine' },
    { kind: 'customer' },
    { kind: 'unknown' },
  ]
  const outcomes = ['ok', 'refused', 'failed'] as const
  const entries: LogEntry[] = Array.from({ length: 20 }, (_, i) => ({
    id: `${i}`,
    at: NOW,
    environment: 'sandbox',
    actor: i % 2 ? evil : null,
    event: i % 2 ? evil : 'signed in',
    objectType: [null, 'customer', 'request', evil][i % 4]!,
    objectId: [null, '310261629', 'a-request', evil][i % 4]!,
    outcome: outcomes[i % 3]!,
    reference: i % 2 ? evil : null,
    details: i % 2 ? { [evil]: evil } : null,
    sourceAddress: evil,
    who: whos[i % whos.length]!,
  }))
  const nothing = { entries: [], older: undefined, newer: undefined, filter: {}, staff: [] }

  const session: SignedInSession = {
    name: '0123456789ab',
    audience: 'staff',
    user: evil,
    person: evil,
    organisation: undefined,
    startedAt: NOW,
    lastSeenAt: NOW,
    from: { address: evil, browser: evil, system: evil },
    isThis: true,
  }
  const customers: SignedInSession = {
    ...session,
    audience: 'customer',
    person: '',
    organisation: { name: evil, number: evil },
    from: {},
    isThis: false,
  }
  const sessions = [session, customers, { ...session, isThis: false, from: { system: evil } }]

  return {
    'the log': speech =>
      logPage(
        {
          entries,
          older: 'an-id',
          newer: 'an-id',
          filter: { text: evil, event: evil, actor: evil, organisation: evil, from: evil },
          staff: whos.map((who, i) => ({ actor: `${evil}${i}`, who })),
        },
        speech,
      ),
    'the log, empty': speech => logPage(nothing, speech),
    'the log, nothing found': speech => logPage({ ...nothing, filter: { text: evil } }, speech),
    'sessions, own': speech =>
      sessionsPage({ own: sessions, all: undefined, mayReadLog: false, most: 5 }, speech),
    'sessions, all': speech =>
      sessionsPage(
        {
          own: sessions,
          all: { sessions, audience: 'customer', page: 2, isMore: true },
          mayReadLog: true,
          most: 5,
        },
        speech,
      ),
    'sessions, nobody': speech =>
      sessionsPage(
        {
          own: sessions,
          all: { sessions: [], audience: undefined, page: 1, isMore: false },
          mayReadLog: true,
          most: 5,
        },
        speech,
      ),
    'end all of one': speech => endAllPage({ whose: session }, speech),
    'end all of a customer': speech => endAllPage({ whose: customers }, speech),
    'end all': speech => endAllPage({ whose: undefined }, speech),
  }
}
