import { test } from 'vitest'
import { DIRECTOR } from './open-altinn.js'
import { chosen, openOidc, usersOn } from './open-oidc.js'
test('x', async () => {
  const o = await openOidc()
  const b = o.newBrowser()
  const page = await b.visit(o.request().address)
  console.log(page.words.slice(0,1500), usersOn(page).length)
  console.log(JSON.stringify(await o.tokensFor(chosen(DIRECTOR)), null, 1))
})
