import express, { type Router } from 'express'

/**
 * Two questions a load balancer asks. `live` touches nothing. `ready` depends on our database alone:
 * if an upstream decided it, one outage of theirs would take all our instances away (R15).
 */
export function healthRouter(isReady: () => Promise<boolean>): Router {
  const router = express.Router()
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'up' })
  })
  router.get('/health/ready', async (_req, res) => {
    const ready = await isReady()
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' })
  })
  return router
}
