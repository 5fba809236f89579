/** The base of everything we throw on purpose. What is not a SmartCloudError is a bug. */
export abstract class SmartCloudError extends Error {
  /** For tests and logs: stable, in snake_case. */
  abstract readonly code: string
  /** The HTTP status our visitor gets. An upstream's 401 is our 502, never our 401. */
  abstract readonly status: number
  /** Which upstream it was about, for a page that names it. */
  readonly service?: string

  override get name(): string {
    return this.constructor.name
  }
}
