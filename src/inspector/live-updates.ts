import type { Speech } from '../web/speech.js'
import { flowHref, type View } from './addresses.js'

/**
 * What `views/inspector/live.ejs` shows: the link that loads the page anew, and what live.js needs
 * to do that by itself.
 *
 * @param shown.flowId left out on the list of all flows
 * @param shown.seen how many steps the page knows of
 */
export function liveUpdates(
  shown: { place: string; flowId?: string; view?: View; step?: number; seen: number },
  { t }: Speech,
) {
  const { place, flowId, view, step, seen } = shown
  const words = t.inspector.live
  const isList = flowId === undefined
  return {
    refresh: {
      text: words.refresh,
      href: isList
        ? place
        : flowHref(place, flowId, { ...(view && { view }), ...(step !== undefined && { step }) }),
    },
    events: `${place}/events?${isList ? '' : `flow=${flowId}&`}seen=${seen}`,
    news: isList ? words.newsOfAll : words.news,
  }
}
