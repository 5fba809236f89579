// Shows how far a list has come. When something else has happened the page is loaded anew.

const place = document.getElementById('progress')
const EVERY_MS = 2_000

const show = (id, text) => (document.getElementById(id).textContent = text)

async function look() {
  const response = await fetch(place.dataset.href, { headers: { Accept: 'application/json' } })
  if (!response.ok) return
  const { state, value, max, text, note, counts } = await response.json()
  const isNew = counts.some(({ state }) => !place.querySelector(`[data-count="${state}"]`))
  if (state !== place.dataset.state || isNew) return void location.reload()

  Object.assign(document.getElementById('progress-bar'), { max, value })
  show('progress-text', text)
  show('progress-note', note)
  for (const count of counts)
    place.querySelector(`[data-count="${count.state}"]`).textContent = count.value
}

async function lookAgain() {
  if (!document.hidden) await look().catch(() => {})
  setTimeout(lookAgain, EVERY_MS)
}
setTimeout(lookAgain, EVERY_MS)
