import express, { type Router } from 'express'
import { renderPage, speechOf } from '../web/pages.js'
import { frontPage } from './front-page.js'

/** Where our own people begin. */
export function consoleRouter(): Router {
  const router = express.Router()
  router.get('/admin', (_req, res) => renderPage(res, frontPage(speechOf(res))))
  return router
}
