import { ServerResponse } from 'node:http'
import type { Response } from 'express'
import { holdOpen } from '../web/held-open.js'
import type { Flow } from './flow.js'
import type { Onlooker, Recorder } from './recorder.js'

/** Windows of one visitor that may follow at once, and of everybody. */
export const MOST_OF_ONE = 5
export const MOST_IN_ALL = 200

/** Proxies close what is silent for long. */
const HEARTBEAT_MS = 15_000
/** Then the browser asks anew, and we look anew at who it is. */
const LONGEST_MS = 10 * 60_000
/** How soon a browser that was cut off comes back. */
const RETRY_MS = 2_000
/** A burst of calls is one event. */
const PAUSE_MS = 250
/** What may wait, in bytes, for a browser that does not read. */
const MOST_WAITING = 4_096

/**
 * Tells windows of Røntgen that there is something new, as server-sent events. They say nothing
 * about it: the window loads its page anew, and is shown what it may see.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventStreams({
  recorder,
}: {
  recorder: Pick<Recorder, 'flowFor' | 'flowsFor' | 'onChange'>
}) {
  const open = new Map<Response, string>()

  /**
   * Has a window follow one flow, or all that this onlooker may see. One too many is answered 204,
   * and the browser gives up.
   *
   * @param page.seen how many steps the page knew of when it was made, as the address has it
   */
  return function follow(
    who: Onlooker,
    page: { flowId?: string | undefined; seen?: string | undefined },
    res: Response,
  ): void {
    const own = [...open.values()].filter(key => key === who.key).length
    if (own >= MOST_OF_ONE || open.size >= MOST_IN_ALL) return void res.status(204).end()

    const { flowId, seen } = page
    const flows = recorder.flowsFor(who)
    const known = new Map(flows.map(flow => [flow.id, stateOf(flow)]))
    const changed = new Map<string, string>()
    let waiting: NodeJS.Timeout | undefined
    let lastTold = -Infinity

    function look(): void {
      waiting = undefined
      let isNew = false
      for (const [id, key] of changed) {
        const state = stateOf(recorder.flowFor(who, id))
        // This browser may have signed up, or in, since it began to follow.
        const isOwn = state === undefined && key === who.key
        if (isOwn || state !== known.get(id)) isNew = true
        if (state === undefined) known.delete(id)
        else known.set(id, state)
      }
      changed.clear()
      if (isNew) write('data: changed\n\n')
    }

    const stopListening = recorder.onChange((id, key) => {
      if (flowId !== undefined && id !== flowId) return
      changed.set(id, key)
      if (waiting) return
      const now = performance.now()
      waiting = setTimeout(look, Math.max(0, lastTold + PAUSE_MS - now))
      lastTold = Math.max(now, lastTold + PAUSE_MS)
    })

    function write(text: string): void {
      if (res.writableLength > MOST_WAITING) res.destroy()
      else if (!res.writableEnded) res.write(text)
    }

    /** Not by `res.end`, in which the session would be touched, and so kept, for a page nobody reads. */
    const end = (): void => void Reflect.apply(ServerResponse.prototype.end, res, [])

    const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MS)
    const longest = setTimeout(end, LONGEST_MS)
    const isOver = holdOpen(res, end)
    open.set(res, who.key)
    res.once('close', () => {
      open.delete(res)
      isOver()
      stopListening()
      clearInterval(heartbeat)
      clearTimeout(longest)
      clearTimeout(waiting)
    })

    res.set({
      'Content-Type': 'text/event-stream',
      Connection: 'close', // or it stays when the events are over, and holds up a server that stops
      'X-Accel-Buffering': 'no',
    })
    res.write(`retry: ${RETRY_MS}\n\n`)
    const now = flows
      .filter(({ id }) => flowId === undefined || id === flowId)
      .reduce((sum, { steps }) => sum + steps.length, 0)
    if (seen !== undefined && seen !== String(now)) write('data: changed\n\n')
  }
}

/** What is new in a flow, as far as an event is concerned; undefined when there is none to see. */
const stateOf = (flow: Flow | undefined): string | undefined =>
  flow && `${flow.steps.length} ${flow.missing}`
