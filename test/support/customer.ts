import { decide, newOrganisation } from './at-altinn.js'
import type { Browser } from './browser.js'
import type { SmartCloud } from './open-smartcloud.js'
import { signUp, type Organisation } from './people.js'
import { signIn } from './sign-in.js'

export interface Customer {
  organisation: Organisation
  browser: Browser
}

/**
 * Somebody whose organisation nobody else uses, has approved a package, and who has signed in to
 * see its figures.
 */
export async function newCustomer(
  { sandbox, newBrowser }: SmartCloud,
  packageId = 'smartstandard',
): Promise<Customer> {
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  await browser.submit(await signUp(browser, organisation, packageId))
  decide(sandbox, organisation, 'approve')
  await browser.visit('/receipt')
  await signIn(browser, sandbox, organisation)
  return { organisation, browser }
}
