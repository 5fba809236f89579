import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { SmartCloudError } from '../errors.js'

/** Whose access is tested, and about whom an API is asked; for an accountant these differ. */
export interface TestedAccess {
  owner: { organisationNumber: OrganisationNumber; externalRef: string | undefined }
  /** Undefined for an accountant of whom we know no client. */
  party: OrganisationNumber | undefined
}

export const TESTED_APIS = ['claims', 'logistics', 'salary'] as const
export type TestedApi = (typeof TESTED_APIS)[number]

/** What a call came to. The answer itself is the customer's and is not kept. */
export type Trial<T = unknown> =
  | { state: 'answer'; data: T }
  | { state: 'noPermission' }
  | { state: 'nothing' }
  | { state: 'failed'; error: SmartCloudError }
  /** There was no token to call it with, or nobody to ask about. */
  | { state: 'notTried' }

export interface TestedToken {
  systemUserId: string | undefined
  scope: string
  /** How long it is good for. */
  seconds: number
}

/** Whom an API sees behind our token. */
export interface SeenCaller {
  organisation: string
  systemUserId: string
  systemId: string
}

export interface AccessTest {
  token: { state: 'answer'; data: TestedToken } | { state: 'failed'; error: SmartCloudError }
  systemUserInfo: Trial<SeenCaller>
  apis: Record<TestedApi, Trial>
  /** Epoch milliseconds. */
  testedAt: number
}

/** The calls that a test makes. They read, and change nothing. */
export interface TestCalls {
  token: (owner: TestedAccess['owner'], action: Action) => Promise<TestedToken>
  systemUserInfo: (owner: TestedAccess['owner'], action: Action) => Promise<Trial<SeenCaller>>
  apis: Record<
    TestedApi,
    (party: OrganisationNumber, owner: TestedAccess['owner'], action: Action) => Promise<Trial>
  >
}

export type TestAccess = (tested: TestedAccess, action: Action) => Promise<AccessTest>

/** First the token; with it every API at once, and none waits for another. */
export function createAccessTest({
  newCalls,
  now,
}: {
  /** With no token kept from before. */
  newCalls: () => TestCalls
  now: () => number
}): TestAccess {
  return async ({ owner, party }, action) => {
    const calls = newCalls()
    const notTried = { state: 'notTried' } as const
    const token = await orFailed(
      calls.token(owner, action).then(data => ({ state: 'answer', data }) as const),
    )
    const hasToken = token.state === 'answer'
    const tried = <T>(call: () => Promise<Trial<T>>, mayTry = true): Promise<Trial<T>> =>
      hasToken && mayTry ? orFailed(call()) : Promise.resolve(notTried)
    const [systemUserInfo, ...apis] = await Promise.all([
      tried(() => calls.systemUserInfo(owner, action)),
      ...TESTED_APIS.map(api =>
        tried(() => calls.apis[api](party!, owner, action), party !== undefined),
      ),
    ])
    return {
      token,
      systemUserInfo,
      apis: Object.fromEntries(TESTED_APIS.map((api, i) => [api, apis[i]])) as AccessTest['apis'],
      testedAt: now(),
    }
  }
}

const orFailed = <T>(
  answer: Promise<T>,
): Promise<T | { state: 'failed'; error: SmartCloudError }> =>
  answer.catch((error: unknown) => {
    if (error instanceof SmartCloudError) return { state: 'failed', error } as const
    throw error
  })
