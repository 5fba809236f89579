/**
 * Rows by id that are found by their organisation, too, however many there are. A row's
 * organisation must not change: put another row in its place.
 */
export class RowsByOrganisation<T> extends Map<string, T> {
  readonly #orgNoOf: (row: T) => string
  readonly #byOrgNo = new Map<string, Map<string, T>>()

  constructor(orgNoOf: (row: T) => string, rows: Iterable<readonly [id: string, row: T]> = []) {
    super()
    this.#orgNoOf = orgNoOf
    for (const [id, row] of rows) this.set(id, row)
  }

  /** The organisation's rows, oldest first. */
  of(orgNo: string): T[] {
    return [...(this.#byOrgNo.get(orgNo)?.values() ?? [])]
  }

  override set(id: string, row: T): this {
    const orgNo = this.#orgNoOf(row)
    const before = this.get(id)
    if (before !== undefined && this.#orgNoOf(before) !== orgNo) this.#leave(id, before)
    const rows = this.#byOrgNo.get(orgNo) ?? new Map<string, T>()
    this.#byOrgNo.set(orgNo, rows.set(id, row))
    return super.set(id, row)
  }

  override delete(id: string): boolean {
    const row = this.get(id)
    if (row !== undefined) this.#leave(id, row)
    return super.delete(id)
  }

  override clear(): void {
    this.#byOrgNo.clear()
    super.clear()
  }

  #leave(id: string, row: T): void {
    const orgNo = this.#orgNoOf(row)
    const rows = this.#byOrgNo.get(orgNo)
    rows?.delete(id)
    if (rows?.size === 0) this.#byOrgNo.delete(orgNo)
  }
}
