// Nothing here is needed: every form and link works without it.

const SVG = 'http://www.w3.org/2000/svg'

/** A second click while the first is under way is ignored. */
function makeBusy(button, event) {
  if (button.getAttribute('aria-busy') === 'true') return event.preventDefault()

  button.dataset.idle = button.textContent
  button.setAttribute('aria-busy', 'true')
  // Not in the same turn: a submit button is read by the browser first.
  setTimeout(() => {
    button.textContent = ` ${button.dataset.busy}`
    button.prepend(spinner())
  })
}

function spinner() {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', 'ds-spinner')
  svg.setAttribute('viewBox', '0 0 50 50')
  svg.setAttribute('aria-hidden', 'true')
  for (const part of ['background', 'circle']) {
    const circle = document.createElementNS(SVG, 'circle')
    circle.setAttribute('class', `ds-spinner__${part}`)
    for (const [name, value] of Object.entries({ cx: 25, cy: 25, r: 20, fill: 'none' }))
      circle.setAttribute(name, value)
    circle.setAttribute('stroke-width', 5)
    svg.append(circle)
  }
  return svg
}

document.addEventListener('submit', event => {
  if (event.submitter?.dataset.busy) makeBusy(event.submitter, event)
})

document.addEventListener('click', event => {
  const link = event.target.closest('a[data-busy]')
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
  if (link && !opensElsewhere && !event.defaultPrevented) makeBusy(link, event)
})

// The back button may bring the page back as it was left.
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('[aria-busy="true"]')) {
    button.removeAttribute('aria-busy')
    button.textContent = button.dataset.idle
  }
})

// Paper is white.
const root = document.documentElement
const chosenScheme = root.dataset.colorScheme
addEventListener('beforeprint', () => (root.dataset.colorScheme = 'light'))
addEventListener('afterprint', () => (root.dataset.colorScheme = chosenScheme))

// On a narrow screen the menu scrolls sideways, and where one is should be in sight.
document
  .querySelector('.site-nav [aria-current]')
  ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
