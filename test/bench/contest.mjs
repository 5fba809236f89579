import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { load } from './load.mjs'

/** By then V8 has compiled what is asked often. */
const WARM_AFTER_ANSWERS = 5_000

/**
 * Servers, each a process of its own, loaded in turn: A B C, A B C, and so on, so that whatever
 * else the machine does meets all of them alike. The first round warms up and is thrown away.
 *
 * @param contestants by name: `sameAs` another one's server, asked otherwise, or the `script` and its `args`, the `path` to ask for, and `arrive`,
 *   which may ask the server for something first and returns the headers to send
 * @returns by name: what each round measured, and the most memory that was in use
 */
export async function contest(contestants, { rounds, ms }) {
  const started = new Map()
  for (const [name, { sameAs, ...contestant }] of Object.entries(contestants))
    started.set(name, sameAs ? started.get(sameAs) : { contestant, ...(await start(contestant)) })
  const servers = Object.entries(contestants).map(([name, { sameAs, ...more }]) => {
    const { contestant, child, port } = started.get(name)
    return { name, ...contestant, ...more, child, port }
  })
  try {
    const results = Object.fromEntries(
      servers.map(({ name }) => [name, { perSecond: [], cpuUs: [], peakBytes: 0 }]),
    )
    for (const server of servers) server.headers = await server.arrive?.(addressOf(server))
    for (let round = 0; round <= rounds; round++) {
      for (const server of servers) {
        const { port, path, headers, name } = server
        const before = await usageOf(server)
        const { answers, perSecond } = await load({
          ...{ port, path, headers, ms },
          answers: round === 0 ? WARM_AFTER_ANSWERS : 0,
        })
        const after = await usageOf(server)
        const result = results[name]
        result.peakBytes = after.peakBytes
        if (round === 0) continue
        result.perSecond.push(perSecond)
        result.cpuUs.push((after.cpuUs - before.cpuUs) / answers)
      }
    }
    return results
  } finally {
    await Promise.all([...new Set(started.values())].map(stop))
  }
}

/** Starts a server, with `flags` for Node, and waits until it says where it listens. */
export async function start({ script, args = [], flags = [] }) {
  const child = fork(join(import.meta.dirname, script), args.map(String), {
    // What is logged is written, as in production, but nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: flags,
  })
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof answer?.port !== 'number') throw new Error(`${script} ended before it listened`)
  return { child, port: answer.port }
}

export async function stop({ child }) {
  if (child.exitCode !== null) return
  child.disconnect()
  await once(child, 'exit')
}

const addressOf = ({ port }) => `http://127.0.0.1:${port}`

async function usageOf({ child }) {
  child.send('usage')
  const [usage] = await once(child, 'message')
  return usage
}
