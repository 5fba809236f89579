import type { Route } from '../../src/web/access.js'

export { routesOf, type Route } from '../../src/web/access.js'

/** An address of the route that can be visited. */
export const addressOf = ({ path }: Route): string =>
  path.replace(':packageId', 'smartbasic').replace(':org', '310261629')

export const isUnsafe = ({ method }: Route): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)
