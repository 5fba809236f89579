import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { chapterHref, SCRIPT_NAMES, SCRIPTS } from '../domain/demo-scripts.js'
import { breadcrumbsUnder, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { breakPanel } from './break-panel.js'
import type { Standing } from './sandbox-desk.js'
import { wordsFor } from './script-words.js'
import { scriptOf } from './scripts.js'

const INSPECTOR = '/inspector'

/** All walks with their chapters. */
export function contentsPage({ done }: { done?: string | undefined }, speech: Speech) {
  const { t, say } = speech
  const words = t.demoScripts
  return {
    view: 'demo-scripts/contents',
    title: say(t.inspector.plainTitle, { heading: words.heading }),
    breadcrumbs: breadcrumbsUnder(
      { name: t.inspector.name, href: INSPECTOR },
      { name: words.heading, href: SCRIPTS },
      speech,
    ),
    words,
    done,
    scriptList: SCRIPT_NAMES.map(name => {
      const { organisation, contact, chapters } = scriptOf(name)
      const texts = words.scripts[name]
      const number = spacedOrganisationNumber(organisation.organisationNumber)
      return {
        id: name,
        name: texts.name,
        lead: texts.lead,
        cast: say(words.cast, {
          company: companyName(organisation.name),
          number,
          name: contact.name,
        }),
        begin: { href: chapterHref(name, 1), label: say(words.beginWhat, { script: texts.name }) },
        chapters: chapters.map(({ key }, i) => ({
          href: chapterHref(name, i + 1),
          title: wordsFor(name, key, speech).title,
        })),
      }
    }),
    reset: `${SCRIPTS}/reset`,
    breakIt: `${SCRIPTS}/break`,
  } satisfies Page & Record<string, unknown>
}

/** The panel by itself. */
export function breakPage({ standing }: { standing: Standing | undefined }, speech: Speech) {
  const { t, say } = speech
  const words = t.demoScripts
  const here = `${SCRIPTS}/break`
  return {
    view: 'demo-scripts/break',
    title: say(words.title, { heading: words.break.heading }),
    breadcrumbs: breadcrumbsUnder(
      { name: words.heading, href: SCRIPTS },
      { name: words.break.heading, href: here },
      speech,
    ),
    heading: words.break.heading,
    panel: breakPanel({ standing, back: here }, speech),
  } satisfies Page & Record<string, unknown>
}

/** Says what goes, before it goes. `cancel`: where they came from. */
export function resetPage({ cancel }: { cancel: string }, speech: Speech) {
  const { t, say } = speech
  const words = t.demoScripts.reset
  const here = `${SCRIPTS}/reset`
  return {
    view: 'demo-scripts/reset',
    title: say(t.demoScripts.title, { heading: words.heading }),
    breadcrumbs: breadcrumbsUnder(
      { name: t.demoScripts.heading, href: SCRIPTS },
      { name: words.link, href: here },
      speech,
    ),
    words,
    action: here,
    cancel,
  } satisfies Page & Record<string, unknown>
}
