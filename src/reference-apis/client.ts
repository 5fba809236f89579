import type { Action } from '../action.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { UpstreamRefused } from '../upstream/errors.js'
import type { Answer, Call, Send } from '../upstream/send.js'
import { withToken } from '../upstream/with-token.js'

/** Whose system user makes the call. The reference is sent only when the system user has one. */
export interface SystemUserOwner {
  organisationNumber: OrganisationNumber
  externalRef?: string | undefined
}

export interface SystemUserTokens {
  tokenFor: (
    order: { scope: string; systemUser: SystemUserOwner },
    action: Action,
  ) => Promise<{ value: string }>
  drop: (order: { scope: string; systemUser: SystemUserOwner }, token: string) => void
}

/** What an API said. Anything else than these three is thrown. */
export type Reply<T> =
  | { state: 'answer'; data: T }
  /** 403: the system user lacks the right. Asking again does not help. */
  | { state: 'noPermission' }
  /** The API has nothing about this organisation; not a failure. */
  | { state: 'nothing' }

export interface Caller {
  <A>(
    call: Omit<Call<A>, 'method' | 'token' | 'repeat'>,
    owner: SystemUserOwner,
    action: Action,
  ): Promise<Answer<A>>
}

/** GETs one API with a system user's token of one scope; a 401 costs one new token and one repeat. */
export function createCaller(deps: {
  send: Send
  tokens: SystemUserTokens
  scope: string
}): Caller {
  const { send, tokens, scope } = deps
  return (call, owner, action) => {
    const order = { scope, systemUser: owner }
    return withToken(
      {
        get: async () => (await tokens.tokenFor(order, action)).value,
        drop: token => tokens.drop(order, token),
      },
      token => send({ ...call, method: 'GET', token, repeat: 'repeatable' }, action),
    )
  }
}

/** These APIs are judged by their status alone: the bodies of their refusals vary. */
export async function replyOf<A>(
  answer: Promise<Answer<A>>,
  isNothing: (refusal: UpstreamRefused) => boolean = () => false,
): Promise<Reply<A>> {
  try {
    return { state: 'answer', data: (await answer).body }
  } catch (error) {
    if (!(error instanceof UpstreamRefused)) throw error
    if (error.upstreamStatus === 403) return { state: 'noPermission' }
    if (isNothing(error)) return { state: 'nothing' }
    throw error
  }
}
