import type { AnswerName } from './api-answers.js'
import type { Tab } from './claims-tabs.js'

/** One address of our own API. */
export interface Operation {
  id: string
  /** As Express and, with braces for the colon, as OpenAPI writes it. */
  path: string
  summary: string
  description: string
  answer: AnswerName
  asks: { of: 'logistics' | 'salary' | 'systemUser' } | { of: 'claims'; tab: Tab }
}

const PERIOD =
  'For a period of at most one year, both days included; for the last twelve months when no ' +
  'period is given.'

export const OPERATIONS: readonly Operation[] = [
  {
    id: 'readLogistics',
    path: '/api/logistics/:org',
    summary: 'Status of shipments, import and export',
    description: 'Fetched from the logistics service while you wait.',
    answer: 'LogisticsAnswer',
    asks: { of: 'logistics' },
  },
  {
    id: 'readSalary',
    path: '/api/salary/:org',
    summary: 'Status and amount of the payroll',
    description: 'Fetched from the payroll service while you wait. The amount is in kroner.',
    answer: 'SalaryAnswer',
    asks: { of: 'salary' },
  },
  {
    id: 'readOpenClaims',
    path: '/api/claims/:org/open',
    summary: 'Claims with an amount left to pay',
    description: 'As they are right now, with sums per claim group.',
    answer: 'OpenClaimsAnswer',
    asks: { of: 'claims', tab: 'open' },
  },
  {
    id: 'readAllClaims',
    path: '/api/claims/:org/all',
    summary: 'All claims made in a period',
    description: PERIOD,
    answer: 'AllClaimsAnswer',
    asks: { of: 'claims', tab: 'all' },
  },
  {
    id: 'readPaymentsIn',
    path: '/api/claims/:org/payments-in',
    summary: 'What was paid to the Tax Administration in a period',
    description: `${PERIOD} Amounts may be negative; read them by their absolute value.`,
    answer: 'PaymentsInAnswer',
    asks: { of: 'claims', tab: 'payments-in' },
  },
  {
    id: 'readPaymentsOut',
    path: '/api/claims/:org/payments-out',
    summary: 'What the Tax Administration paid in a period',
    description: PERIOD,
    answer: 'PaymentsOutAnswer',
    asks: { of: 'claims', tab: 'payments-out' },
  },
  {
    id: 'readSystemUser',
    path: '/api/system-user',
    summary: 'Whom the demo API sees behind our calls',
    description: 'The system user, its owner and our system, as they stand in the token we send.',
    answer: 'SystemUserAnswer',
    asks: { of: 'systemUser' },
  },
]

export const hasPeriod = ({ asks }: Operation): boolean =>
  asks.of === 'claims' && asks.tab !== 'open'

/** Every code of a problem, with its status and what it means. */
export const PROBLEMS = {
  invalid_period: [400, 'A day is missing or is none, or the period is reversed or too long.'],
  not_signed_in: [401, 'There is no session, or it is over. Sign in with a browser.'],
  not_registered: [403, 'The organisation you represent has asked for no access.'],
  no_permission: [403, 'The organisation has not given our system the permission.'],
  access_withdrawn: [403, 'The organisation has taken the system access back.'],
  not_found: [
    404,
    'There is no such address, or the organisation is neither yours nor a client of yours.',
  ],
  method_not_allowed: [405, 'Only GET is taken.'],
  too_many: [429, 'Too many requests in a minute. See Retry-After.'],
  fault: [500, 'The fault is ours. Mention the reference.'],
  surprise: [502, 'The upstream answered in a way we do not understand.'],
  unreachable: [503, 'The upstream does not answer. See Retry-After.'],
} as const satisfies Record<string, readonly [status: number, meaning: string]>
export type ProblemCode = keyof typeof PROBLEMS
