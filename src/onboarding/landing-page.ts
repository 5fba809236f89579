import { CLIENT_PACKAGE, PACKAGES, type Package } from '../domain/packages.js'
import type { Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'

export function landingPage(speech: Speech) {
  const { t } = speech
  return {
    view: 'onboarding/landing',
    title: t.landing.title,
    words: t.landing,
    tryHref: signUpHref(PACKAGES[0]!),
    packages: PACKAGES.map(offer => ({
      id: offer.id,
      name: offer.name,
      ...priceOf(offer, speech),
      ...t.packages[offer.id],
      isMostPopular: offer.mostPopular === true,
      href: signUpHref(offer),
      choose: speech.say(t.landing.choose, { package: offer.name }),
    })),
    forClients: {
      text: t.landing.forClients,
      href: signUpHref(CLIENT_PACKAGE),
      choose: speech.say(t.landing.choose, { package: CLIENT_PACKAGE.name }),
    },
  } satisfies Page & Record<string, unknown>
}

export const signUpHref = ({ id }: Pick<Package, 'id'>) => `/sign-up/${id}`

/** What the package costs, and for how long or how often. */
export const priceOf = ({ monthlyPrice }: Package, { t, money }: Speech) => ({
  price: money(monthlyPrice),
  per: monthlyPrice === 0 ? t.price.free : t.price.monthly,
})
