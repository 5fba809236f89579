import type { Request } from 'express'
import type { World } from './world.js'

/** Whether it was sent on this machine, and to a name that cannot be another site's. */
export const comesFromHere = ({ origin, names }: World, req: Request): boolean =>
  LOOPBACK.test(req.socket.remoteAddress ?? '') &&
  (LOCAL_NAMES.test(req.hostname) ||
    [origin, ...Object.values(names)].some(name => req.hostname === new URL(name).hostname))

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
const LOCAL_NAMES = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
