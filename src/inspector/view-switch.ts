import type { Speech } from '../web/speech.js'
import { flowHref, type View } from './addresses.js'
import type { ToldFlow } from './story.js'

const SWITCH = ['steps', 'sequence', 'log'] as const satisfies readonly View[]

/**
 * What `views/inspector/views.ejs` shows above every view of a flow: where it is from, its name,
 * and the way to the other views.
 *
 * @param step the one to come back to; the first one when left out
 */
export function viewSwitch(
  { place, story, current, step }: { place: string; story: ToldFlow; current: View; step?: number },
  { t }: Speech,
) {
  const words = t.inspector.views
  const { id } = story.flow
  return {
    label: words.label,
    breadcrumbs: t.frame.breadcrumbsLabel,
    list: { text: t.inspector.name, href: place },
    flowName: story.name,
    missing: story.missing,
    imported: story.flow.isImported ? words.imported : undefined,
    items: SWITCH.map(view => ({
      text: words[view],
      href: flowHref(place, id, { view, ...(view === 'steps' && step !== undefined && { step }) }),
      isCurrent: view === current,
    })),
    present: {
      text: words.present,
      href: flowHref(place, id, { view: 'present', step: step ?? 1 }),
    },
  }
}
