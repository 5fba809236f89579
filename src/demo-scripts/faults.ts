/** A fault as the sandbox takes orders for it. */
export interface FaultOrder {
  target: string
  kind: 'refuse' | 'slow' | 'status' | 'scenario' | 'store-then-reset'
  /** How many calls it hits. */
  times: number
  delayMs?: number
  status?: number
  scenario?: string
}

export interface BreakIt {
  orders: readonly FaultOrder[]
  /** How far the sandbox's clock is moved. */
  moveMs?: number
  /** Which tokens SmartCloud forgets, so that the fault is seen at once: kept ones would hide it. */
  forgets: 'all' | 'systemUsers' | 'nothing'
  /** Where it is seen. */
  seenAt: string
}

/** As good as for ever: until somebody puts it right. */
const ALWAYS = 100_000
const OVERVIEW = '/overview'

const refuse = (target: string): FaultOrder => ({ target, kind: 'refuse', times: ALWAYS })
const scenario = (name: string): FaultOrder => ({
  target: 'maskinporten.token',
  kind: 'scenario',
  scenario: name,
  times: ALWAYS,
})

/** What a presenter can have break in the sandbox, one at a time. */
export const BREAK_ITS = {
  maskinportenDown: {
    orders: [refuse('maskinporten.token')],
    forgets: 'all',
    seenAt: OVERVIEW,
  },
  slow: {
    orders: [{ target: 'maskinporten.token', kind: 'slow', delayMs: 2_000, times: ALWAYS }],
    forgets: 'systemUsers',
    seenAt: OVERVIEW,
  },
  /** Ours is then ahead by as much. */
  clock: { orders: [], moveMs: -37_000, forgets: 'all', seenAt: OVERVIEW },
  noSystemUser: { orders: [scenario('rar_values')], forgets: 'systemUsers', seenAt: OVERVIEW },
  wrongToken: {
    orders: [scenario('wrong_organisation')],
    forgets: 'systemUsers',
    seenAt: OVERVIEW,
  },
  apiBroken: {
    orders: [{ target: 'logistics', kind: 'status', status: 500, times: ALWAYS }],
    forgets: 'nothing',
    seenAt: OVERVIEW,
  },
  apiForbids: {
    orders: [{ target: 'logistics', kind: 'status', status: 403, times: ALWAYS }],
    forgets: 'nothing',
    seenAt: OVERVIEW,
  },
  altinnDown: {
    orders: ['altinn.create', 'altinn.status', 'altinn.list', 'altinn.system-users'].map(refuse),
    forgets: 'nothing',
    seenAt: OVERVIEW,
  },
  /** Altinn has the request, and we do not know it. */
  lostAnswer: {
    orders: [{ target: 'altinn.create', kind: 'store-then-reset', times: 1 }],
    forgets: 'nothing',
    seenAt: '/sign-up/smartbasic',
  },
} as const satisfies Record<string, BreakIt>

export type BreakItName = keyof typeof BREAK_ITS
export const BREAK_IT_NAMES = Object.keys(BREAK_ITS) as [BreakItName, ...BreakItName[]]

export const breakItOf = (name: BreakItName): BreakIt => BREAK_ITS[name]
