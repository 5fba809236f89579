import type { Route } from '../../src/web/access.js'

export { routesOf, type Route } from '../../src/web/access.js'

/** An address of the route that can be visited. */
export const addressOf = ({ path }: Route): string =>
  path
    .replace(':packageId', 'smartbasic')
    .replace(':org', '310261629')
    .replace(':flow', 'nobodysflow')
    .replace(':script', 'happy')
    .replace(':chapter', '1')
    .replace(':id', '00000000-0000-4000-8000-000000000000')

export const isUnsafe = ({ method }: Route): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)
