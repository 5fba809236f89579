import type { Application, Response } from 'express'

/** How to end the answers of each app that stay open by themselves. */
const held = new WeakMap<Application, Set<() => void>>()

/**
 * Has an answer that goes on and on ended when the server stops: it would hold that up.
 *
 * @returns how to say that it is over already
 */
export function holdOpen({ app }: Response, end: () => void): () => void {
  const ends = held.get(app) ?? new Set()
  held.set(app, ends.add(end))
  return () => void ends.delete(end)
}

export function endHeldOpen(app: Application): void {
  for (const end of held.get(app) ?? []) end()
}
