import * as z from 'zod'
import type { Action } from '../action.js'
import { SmartCloudError } from '../errors.js'
import type { Call, Send } from '../upstream/send.js'
import { BREAK_IT_NAMES, breakItOf, type BreakItName, type FaultOrder } from './faults.js'

/** What is broken now. `others`: faults that were ordered elsewhere. */
export interface Standing {
  broken: BreakItName | undefined
  others: number
}

export type SandboxDesk = ReturnType<typeof createSandboxDesk>

const Summary = z.object({ clockMovedMs: z.number() })
const Faults = z.array(
  z.object({
    target: z.string(),
    kind: z.string(),
    status: z.number().optional(),
    scenario: z.string().optional(),
  }),
)

/**
 * The desk of the sandbox, where what nobody can do in the real world is done. It is another
 * program, and is asked over HTTP; it listens to this machine only.
 *
 * @see `src/sandbox/desk/admin.ts`, the other end of these calls
 */
export function createSandboxDesk({ send }: { send: Send }) {
  const ask = <A>(
    call: Pick<Call<A>, 'operation' | 'method' | 'path' | 'answer'> & { body?: unknown },
    action: Action,
  ) => send<A>({ repeat: 'once', timeoutMs: 2_000, ...call }, action)

  async function clockMovedMs(action: Action): Promise<number> {
    const { body } = await ask(
      { operation: 'sandbox: look', method: 'GET', path: '/_sandbox', answer: Summary },
      action,
    )
    return body.clockMovedMs
  }

  async function setClock(wantedMs: number, action: Action): Promise<void> {
    const moveMs = wantedMs - (await clockMovedMs(action))
    if (moveMs === 0) return
    await ask(
      {
        operation: 'sandbox: move clock',
        method: 'POST',
        path: '/_sandbox/clock',
        body: { moveMs },
        answer: Summary,
      },
      action,
    )
  }

  /** Puts everything right, the clock too. */
  async function mend(action: Action): Promise<void> {
    await ask(
      {
        operation: 'sandbox: clear faults',
        method: 'DELETE',
        path: '/_sandbox/faults',
        answer: 'nothing',
      },
      action,
    )
    await setClock(0, action)
  }

  return {
    mend,

    /** In place of what was broken before. */
    async breakIt(name: BreakItName, action: Action): Promise<void> {
      const { orders, moveMs = 0 } = breakItOf(name)
      await mend(action)
      await setClock(moveMs, action)
      for (const body of orders)
        await ask(
          {
            operation: 'sandbox: order fault',
            method: 'POST',
            path: '/_sandbox/faults',
            body,
            answer: 'nothing',
          },
          action,
        )
    },

    /** Undefined when the sandbox does not tell us. */
    async standing(action: Action): Promise<Standing | undefined> {
      try {
        const [{ body: faults }, movedMs] = await Promise.all([
          ask(
            {
              operation: 'sandbox: list faults',
              method: 'GET',
              path: '/_sandbox/faults',
              answer: Faults,
            },
            action,
          ),
          clockMovedMs(action),
        ])
        const isThere = ({ target, kind, status, scenario }: FaultOrder) =>
          faults.some(
            fault =>
              fault.target === target &&
              fault.kind === kind &&
              fault.status === status &&
              fault.scenario === scenario,
          )
        const broken = BREAK_IT_NAMES.find(name => {
          const { orders, moveMs } = breakItOf(name)
          return moveMs === undefined ? orders.every(isThere) : movedMs === moveMs
        })
        const own = broken === undefined ? 0 : breakItOf(broken).orders.length
        return { broken, others: faults.length - own }
      } catch (error) {
        if (error instanceof SmartCloudError) return undefined
        throw error
      }
    },

    /** Back to what the sandbox began with. */
    async reset(action: Action): Promise<void> {
      await ask(
        {
          operation: 'sandbox: reset',
          method: 'POST',
          path: '/_sandbox/reset',
          answer: 'nothing',
        },
        action,
      )
    },
  }
}
