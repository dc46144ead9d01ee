/** A part of a page that scripts add to: found by a selector, its module loaded only where it is needed. */
export interface Feature {
  readonly selector: string
  /** "seen": when it comes (nearly) into view; "now": with the page. */
  readonly when: 'now' | 'seen'
  readonly load: () => Promise<{ start: (element: HTMLElement) => unknown }>
}

// How far below the window something counts as seen, so that it is there when one arrives.
const ahead = '300px'
const started = new WeakMap<Element, Set<string>>()

/** Starts every feature of a part of the page; what has started already is left alone, so it can be called again after changes. */
export function startIn(root: ParentNode, features: readonly Feature[]): void {
  for (const feature of features) {
    for (const element of root.querySelectorAll<HTMLElement>(feature.selector)) {
      const known = started.get(element) ?? new Set()
      if (known.has(feature.selector)) continue
      started.set(element, known.add(feature.selector))
      if (feature.when === 'now') void run(element, feature)
      else whenSeen(element, () => void run(element, feature))
    }
  }
}

// A part that fails says so in its own place ([data-failed]) and leaves the page as the server sent it.
async function run(element: HTMLElement, feature: Feature): Promise<void> {
  try {
    await (await feature.load()).start(element)
  } catch (error) {
    console.warn(`${feature.selector} did not start`, error)
    element.dataset.state = 'failed'
    for (const sentence of element.querySelectorAll<HTMLElement>('[data-failed]')) sentence.hidden = false
  }
}

function whenSeen(element: HTMLElement, act: () => void): void {
  const observer = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return
    observer.disconnect()
    act()
  }, { rootMargin: ahead })
  observer.observe(element)
}
