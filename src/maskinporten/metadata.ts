import * as z from 'zod'
import type { Action } from '../action.js'
import type { Send } from '../upstream/send.js'

const Metadata = z.object({ issuer: z.string().max(300) })

/**
 * What Maskinporten says of itself. We need none of it: its addresses are in the settings, and this
 * is how one finds out whether they are right.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_func_wellknown
 */
export async function readMetadata(send: Send, action: Action): Promise<{ issuer: string }> {
  const { body } = await send(
    {
      operation: 'maskinporten: read metadata',
      method: 'GET',
      path: '/.well-known/oauth-authorization-server',
      answer: Metadata,
      repeat: 'repeatable',
      maxBytes: 64_000,
    },
    action,
  )
  return body
}
