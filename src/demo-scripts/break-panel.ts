import type { Speech } from '../web/speech.js'
import { BREAK_IT_NAMES, breakItOf } from './faults.js'
import type { Standing } from './sandbox-desk.js'

/** What views/demo-scripts/break-panel.ejs shows. `back`: the page that it stands on. */
export function breakPanel(
  { standing, back }: { standing: Standing | undefined; back: string },
  { t, say, number, plural }: Speech,
) {
  const words = t.demoScripts.break
  const broken = standing?.broken
  const others = standing?.others ?? 0
  return {
    words,
    back,
    isReachable: standing !== undefined,
    isBroken: broken !== undefined || others > 0,
    now: broken && say(words.now, { name: words.faults[broken].name }),
    others: others > 0 ? say(words.others[plural(others)], { count: number(others) }) : undefined,
    faults: BREAK_IT_NAMES.map(name => {
      const { seenAt } = breakItOf(name)
      const page = seenAt === '/overview' ? words.pages.overview : words.pages.signUp
      return {
        name,
        title: words.faults[name].name,
        sees: words.faults[name].sees,
        isOn: name === broken,
        label: say(words.orderWhat, { name: words.faults[name].name }),
        seeIt: { href: seenAt, text: say(words.seeIt, { page }) },
      }
    }),
  }
}
