import { Router } from 'express'
import type { World } from '../world/world.js'

/**
 * The open register of legal entities: one organisation by its number, to anybody.
 *
 * @see https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html
 */
export function businessRegisterRouter({ state, origin }: World): Router {
  const router = Router()
  router.get('/enhetsregisteret/api/enheter/:orgNo', (req, res) => {
    const { orgNo } = req.params
    if (!/^\d{9}$/.test(orgNo))
      return void res
        .status(400)
        .json({ status: 400, error: 'Bad Request', message: 'Feilaktig organisasjonsnummer' })
    const organisation = state.organisations.get(orgNo)
    if (!organisation) return void res.status(404).end()
    res.json({
      organisasjonsnummer: orgNo,
      navn: organisation.name,
      organisasjonsform: { kode: organisation.orgForm },
      _links: { self: { href: `${origin}/enhetsregisteret/api/enheter/${orgNo}` } },
    })
  })
  return router
}
