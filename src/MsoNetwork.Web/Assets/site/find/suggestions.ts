/** One suggestion of /vorschlaege: it leads to an address or fills in a value. */
export interface Suggestion {
  readonly label: string
  readonly hint: string | null
  readonly address: string | null
  readonly value: string | null
}

export interface Suggestions {
  /** The sentence that says how many. */
  readonly count: string
  readonly groups: readonly { readonly label: string, readonly items: readonly Suggestion[] }[]
}

/** Asks while somebody types: only after a pause, and only the last question is answered. */
export class Asking {
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: AbortController | undefined

  constructor(private readonly pause: number, private readonly get: (address: string, signal: AbortSignal) => Promise<Suggestions>) {}

  ask(address: string, answer: (found: Suggestions) => void): void {
    this.stop()
    this.#timer = setTimeout(() => void this.#send(address, answer), this.pause)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#running?.abort()
    this.#running = undefined
  }

  async #send(address: string, answer: (found: Suggestions) => void): Promise<void> {
    const running = this.#running = new AbortController()
    try {
      const found = await this.get(address, running.signal)
      if (!running.signal.aborted) answer(found)
    } catch {
      // Suggestions are a help; without them the form works as before.
    }
  }
}

export async function fetchSuggestions(address: string, signal: AbortSignal): Promise<Suggestions> {
  const answer = await fetch(address, { signal, headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return await answer.json() as Suggestions
}

/** The option that a key leads to among `count`: -1 is the field itself. */
export function moved(key: string, active: number, count: number): number {
  if (count === 0) return -1
  if (key === 'ArrowDown') return active + 1 === count ? -1 : active + 1
  if (key === 'ArrowUp') return active < 0 ? count - 1 : active - 1
  return active
}

/** Where a suggestion stands in a later list: -1 when it is gone. */
export function indexOf(suggestion: Suggestion, list: readonly Suggestion[]): number {
  return list.findIndex(other => other.label === suggestion.label && other.address === suggestion.address && other.value === suggestion.value)
}
