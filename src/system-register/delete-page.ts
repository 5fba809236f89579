import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { registerBreadcrumbs } from './edit-page.js'
import type { Alert } from './failure-words.js'
import { placeOf } from './system-page.js'

export interface DeletePageInput {
  id: string
  ours: string
  customers: number
  failure?: Alert | undefined
  /** What was typed, when it is not the id. */
  typed?: string | undefined
}

/** Before a system is deleted, which nobody can undo. */
export function deletePage(
  { id, ours, customers, failure, typed }: DeletePageInput,
  speech: Speech,
) {
  const { t, say } = speech
  const words = t.systemRegister
  const heading = say(words.removal.heading, { id })
  const place = placeOf(id, ours)
  const problem = typed === undefined ? undefined : say(words.removal.mustType, { id })

  return {
    view: 'system-register/delete',
    title: consoleTitleOf(heading, speech, problem !== undefined),
    breadcrumbs: registerBreadcrumbs(
      words.remove,
      `/admin/system/delete${place}`,
      id,
      ours,
      speech,
    ),
    words,
    heading,
    alerts: failure ? [failure] : [],
    problemsTitle: t.problems.summary,
    problems: problem === undefined ? [] : [{ field: 'typed', text: problem }],
    lost: [
      ...(id === ours
        ? [say(words.customers[speech.plural(customers)], { count: speech.number(customers) })]
        : []),
      ...words.removal.losses.map(loss => say(loss, { id })),
    ],
    hint: id === ours ? words.customersHint : undefined,
    noUndo: t.console.noUndo,
    form: {
      action: '/admin/system/delete',
      hidden: [{ name: 'system', value: id }],
      button: words.removal.confirm,
      isDangerous: true,
      typed: {
        label: words.check.typed,
        hint: say(words.check.typedHint, { id }),
        value: typed ?? '',
        problem,
      },
    },
    back: { href: `/admin/system${place}`, text: t.console.cancel },
  } satisfies Page & Record<string, unknown>
}
