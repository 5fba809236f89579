import type { Express } from 'express'

export interface Route {
  method: string
  /** As written, with parameters: `/sign-up/:packageId`. */
  path: string
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> }
  handle?: { stack?: Layer[] }
}

/** Every address of the site, read from Express itself, so that no new one is forgotten. */
export function routesOf(app: Express): Route[] {
  const walk = (stack: readonly Layer[]): Route[] =>
    stack.flatMap(({ route, handle }) =>
      route
        ? Object.keys(route.methods).map(method => ({
            method: method.toUpperCase(),
            path: route.path,
          }))
        : walk(handle?.stack ?? []),
    )
  const routes = walk((app.router as unknown as { stack: Layer[] }).stack)
  if (routes.length < 10) throw new Error('Express keeps its routes somewhere else now')
  return routes
}

/** An address of the route that can be visited. */
export const addressOf = ({ path }: Route): string => path.replace(':packageId', 'smartbasic')

export const isUnsafe = ({ method }: Route): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)
