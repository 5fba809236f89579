import type { Speech } from '../web/speech.js'

/** The two pages there are about what happened. Not everybody may read the log. */
export const viewsOf = (
  current: 'log' | 'sessions',
  { mayRead }: { mayRead: boolean },
  { t }: Speech,
) => ({
  label: t.audit.views.label,
  items: [
    ...(mayRead ? [{ view: 'log', text: t.audit.log.heading, href: '/admin/log' }] : []),
    { view: 'sessions', text: t.audit.sessions.heading, href: '/admin/sessions' },
  ].map(({ view, ...link }) => ({ ...link, isCurrent: view === current })),
})
