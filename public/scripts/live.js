// Follows what happens in another window. Without script, the link beside the words loads it anew.

const line = document.querySelector('[data-live-events]')
const status = line.querySelector('[role="status"]')
/** Between two looks, in milliseconds: a burst of calls is one look. */
const PAUSE = 600

let isLooking = false
let isMore = false

async function look() {
  if (isLooking) return void (isMore = true)
  isLooking = true
  do {
    isMore = false
    await show().catch(() => {})
    await new Promise(resolve => setTimeout(resolve, PAUSE))
  } while (isMore)
  isLooking = false
}

async function show() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (!response.ok || response.redirected) return
  const there = new DOMParser().parseFromString(await response.text(), 'text/html')
  const changed = [...document.querySelectorAll('[data-live]')].filter(region =>
    replace(region, there),
  )
  if (changed.length > 0) say(line.dataset.liveNews)
}

/** Where the reader is stays: the focus on the link it was on, and what was scrolled as it was. */
function replace(region, there) {
  const fresh = there.querySelector(`[data-live="${region.dataset.live}"]`)
  if (!fresh || fresh.isEqualNode(region)) return false
  const focused = region.contains(document.activeElement) ? document.activeElement : undefined
  const scrolled = [region, ...region.querySelectorAll('[tabindex="0"]')].map(one => [
    one.scrollTop,
    one.scrollLeft,
  ])
  const open = [...region.querySelectorAll('details')].map(one => one.open)
  region.replaceWith(fresh)
  fresh.querySelectorAll('details').forEach((one, i) => (one.open = open[i] ?? one.open))
  ;[fresh, ...fresh.querySelectorAll('[tabindex="0"]')].forEach((one, i) => {
    if (scrolled[i]) [one.scrollTop, one.scrollLeft] = scrolled[i]
  })
  if (focused) sameAs(focused, fresh)?.focus({ preventScroll: true })
  return true
}

function sameAs(element, fresh) {
  const href = element.getAttribute('href')
  if (href) return fresh.querySelector(`[href="${CSS.escape(href)}"]`)
  if (element.id) return fresh.querySelector(`#${CSS.escape(element.id)}`)
  return element.tabIndex === 0 ? fresh.querySelector('[tabindex="0"]') : undefined
}

/** Emptied first, or the same words twice are told once. */
function say(text) {
  status.textContent = ''
  setTimeout(() => (status.textContent = text), 50)
}

let source
function follow() {
  source = new EventSource(line.dataset.liveEvents)
  source.onmessage = look
}
follow()

// A page that waits behind the back button follows nothing, and comes back as it was left.
addEventListener('pagehide', () => source.close())
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  follow()
  look()
})
