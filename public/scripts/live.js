// Follows what happens in another window. Without script, the link beside the words does the same.

const line = document.querySelector('[data-live-events]')
const status = line.querySelector('[role="status"]')
let isLooking = false
let isMore = false

/** A burst of calls is one look. */
async function look() {
  isMore = true
  if (isLooking) return
  isLooking = true
  while (isMore) {
    isMore = false
    await show().catch(() => {})
    await new Promise(resolve => setTimeout(resolve, 600))
  }
  isLooking = false
}

async function show() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (!response.ok || response.redirected) return
  const there = new DOMParser().parseFromString(await response.text(), 'text/html')
  let isNew = false
  for (const region of document.querySelectorAll('[data-live]')) {
    const fresh = there.querySelector(`[data-live="${region.dataset.live}"]`)
    if (!fresh || fresh.isEqualNode(region)) continue
    replace(region, fresh)
    isNew = true
  }
  if (!isNew) return
  status.textContent = '' // or the same words are not told again
  setTimeout(() => (status.textContent = line.dataset.liveNews), 50)
}

const SCROLLS = '[tabindex="0"]'

/** The focus stays on the link it was on, and what was scrolled stays so. */
function replace(region, fresh) {
  const href =
    region.contains(document.activeElement) && document.activeElement.getAttribute('href')
  const scrolled = [...region.querySelectorAll(SCROLLS)].map(one => [one.scrollLeft, one.scrollTop])
  region.replaceWith(fresh)
  fresh.querySelectorAll(SCROLLS).forEach((one, i) => one.scrollTo(...(scrolled[i] ?? [0, 0])))
  if (href) fresh.querySelector(`[href="${CSS.escape(href)}"]`)?.focus({ preventScroll: true })
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
