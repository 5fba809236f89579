/** What is known of how long a key lives. Epoch milliseconds. */
export interface KeyDates {
  addedAt?: number | undefined
  expiresAt?: number | undefined
}

const DAY_MS = 86_400_000
/** At most, from when it was added to the client. */
const LONGEST_LIFE_MS = 365 * DAY_MS
/** From here on our own people are told, and then the log rings (requirement S3). */
const WARNING_DAYS = 30
const ALARM_DAYS = 7

export interface KeyLife {
  expiresAt: number
  /** Whole days; negative when it is over. */
  daysLeft: number
  stage: 'fresh' | 'expiresSoon' | 'expired'
}

/** Undefined when nobody has said when the key was added, nor when it expires. */
export function keyLife({ addedAt, expiresAt }: KeyDates, now: number): KeyLife | undefined {
  const end = expiresAt ?? (addedAt === undefined ? undefined : addedAt + LONGEST_LIFE_MS)
  if (end === undefined) return undefined
  const daysLeft = Math.floor((end - now) / DAY_MS)
  const stage = now >= end ? 'expired' : daysLeft <= WARNING_DAYS ? 'expiresSoon' : 'fresh'
  return { expiresAt: end, daysLeft, stage }
}

/** Rings in the log, at start and then once a day, while the key in use has a week or less left. */
export function createKeyAlarm(deps: {
  kid: string
  dates: KeyDates
  log: { error: (event: string, fields: Record<string, unknown>) => void }
  now: () => number
}) {
  const { kid, dates, log, now } = deps

  function look(): void {
    const life = keyLife(dates, now())
    if (!life || life.daysLeft > ALARM_DAYS) return
    const event = life.stage === 'expired' ? 'key has expired' : 'key expires soon'
    log.error(event, {
      kid,
      expiresAt: new Date(life.expiresAt).toISOString(),
      daysLeft: life.daysLeft,
    })
  }

  look()
  const timer = setInterval(look, DAY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
