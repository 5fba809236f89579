// While nobody has answered, asks again now and then. When something has happened the page is
// loaded anew: it is never replaced under the reader's hands.

const status = document.getElementById('poll')
const button = document.getElementById('check-again')
const outcomeNow = document.querySelector('[data-outcome]').dataset.outcome

const interval = Number(status.dataset.seconds) * 1000
const stopsAt = Date.now() + 5 * 60_000

/** The sentence to say, if there is one. */
async function ask() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
  const html = await response.text()
  const outcome = /data-outcome="(\w+)"/.exec(html)?.[1]
  const isNews = outcome && outcome !== outcomeNow && outcome !== 'unreadable'
  if (response.ok && isNews) return void location.reload()
  return /data-checked="([^"]*)"/.exec(html)?.[1]
}

async function askNowAndThen() {
  if (Date.now() > stopsAt) {
    status.textContent = status.dataset.stopped
    return
  }
  if (!document.hidden) await ask().catch(() => {})
  setTimeout(askNowAndThen, interval)
}
setTimeout(askNowAndThen, interval)

button.addEventListener('click', async event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  status.textContent = ''
  const sentence = await ask().catch(() => {})
  if (sentence) status.textContent = sentence
  else location.reload()
})
