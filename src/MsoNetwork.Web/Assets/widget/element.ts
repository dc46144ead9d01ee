import { ask, Refused, type Answer } from './client'
import { make } from './dom'
import { lists, question, trainingDays, trainingFlags, trainingLists } from './question'
import css from './style.css?inline'
import { known, Texts } from './texts'
import { button, foot, form, item, type Look } from './view'

const usualHeading = 3
// Whoever answers sooner than this has not kept anybody waiting.
const noticeable = 300

const sheet = typeof CSSStyleSheet === 'function' && 'replaceSync' in CSSStyleSheet.prototype ? new CSSStyleSheet() : null
sheet?.replaceSync(css)

/** <mso-network>: the directory's search in somebody else's page. */
export class MsoNetwork extends HTMLElement {
  static readonly observedAttributes = ['show', 'query', ...new Set([lists, trainingLists, trainingFlags, trainingDays].flatMap(names => Object.keys(names))), 'near', 'radius', 'first', 'lang', 'theme', 'heading-level', 'no-search']
  /** Where this script came from is where it asks. */
  static readonly origin = new URL(import.meta.url).origin

  private readonly dark = matchMedia('(prefers-color-scheme: dark)')
  private readonly recolour = () => this.colour()
  private readonly status = make('p', { role: 'status', part: 'count' })
  private readonly list = make('ol', { part: 'list' })
  private readonly rest = make('div', { class: 'more' })
  private readonly root = make('div', { id: 'root', part: 'root' })
  private typed: string | null = null
  private running = new AbortController()
  private waiting = false
  private look!: Look

  constructor() {
    super()
    const shadow = this.attachShadow({ mode: 'open' })
    if (sheet && 'adoptedStyleSheets' in shadow) shadow.adoptedStyleSheets = [sheet]
    shadow.append(this.root)
  }

  connectedCallback(): void {
    this.dark.addEventListener('change', this.recolour)
    this.renew()
  }

  disconnectedCallback(): void {
    this.dark.removeEventListener('change', this.recolour)
    this.running.abort()
  }

  attributeChangedCallback(name: string): void {
    if (name === 'query') this.typed = null
    this.renew()
  }

  /** Several attributes changed at once are one change. */
  private renew(): void {
    if (this.waiting || !this.isConnected) return
    this.waiting = true
    queueMicrotask(() => {
      this.waiting = false
      if (this.isConnected) this.draw()
    })
  }

  private draw(): void {
    const texts = new Texts(this.language())
    const level = Number(this.getAttribute('heading-level'))
    const { show } = this.question()
    this.look = { texts, show, origin: MsoNetwork.origin, heading: level >= 2 && level <= 6 ? Math.floor(level) : usualHeading }
    this.root.lang = texts.tag
    this.root.dir = texts.direction
    this.colour()
    this.root.replaceChildren(
      ...(this.hasAttribute('no-search') ? [] : [form(this.look, this.question().query, text => this.search(text))]),
      this.status, this.list, this.rest, foot(this.look, `${MsoNetwork.origin}/${texts.tag}/${show === 'trainings' ? 'termine' : 'organisationen'}`))
    void this.load(null)
  }

  private search(text: string): void {
    this.typed = text
    void this.load(null)
  }

  /** The first page, or the one behind a cursor. */
  private async load(after: string | null): Promise<void> {
    this.running.abort()
    const running = this.running = new AbortController()
    const { texts } = this.look
    const notice = setTimeout(() => { this.status.textContent = texts.of('loading') }, noticeable)
    this.list.setAttribute('aria-busy', 'true')
    try {
      const answer = await ask(MsoNetwork.origin, this.question(), after, running.signal)
      if (!running.signal.aborted) this.show(answer, after !== null)
    } catch (error) {
      if (!running.signal.aborted) this.fail(error, after)
    } finally {
      clearTimeout(notice)
      if (this.running === running) this.list.removeAttribute('aria-busy')
    }
  }

  private show(answer: Answer, more: boolean): void {
    const { texts } = this.look
    const items = answer.edges.map(edge => item(this.look, edge))
    if (!more) this.list.replaceChildren()
    this.list.append(...items)
    this.status.textContent = answer.totalCount === 0 ? texts.of('none') : texts.count(this.look.show === 'trainings' ? 'foundTrainings' : 'found', answer.totalCount)
    const { hasNextPage, endCursor } = answer.pageInfo
    this.rest.replaceChildren(...(hasNextPage ? [button(texts.of('more'), 'more', () => void this.load(endCursor))] : []))
    if (more) items[0]?.querySelector('a')?.focus() // the button that had the focus is gone
  }

  private fail(error: unknown, after: string | null): void {
    const { texts } = this.look
    const refused = error instanceof Refused
    console.warn(`<mso-network>: ${error instanceof Error ? error.message : String(error)}`)
    if (after === null) this.list.replaceChildren()
    this.status.textContent = texts.of(refused ? 'wrong' : 'failed')
    this.rest.replaceChildren(...(refused ? [] : [button(texts.of('retry'), 'more', () => void this.load(after))]))
  }

  private question() {
    return question(name => this.getAttribute(name), this.typed, this.language())
  }

  /** The element's own language, else the page's around it, else German. */
  private language(): string {
    return known(this.closest('[lang]')?.getAttribute('lang')) ?? 'de'
  }

  /** Dark where the page says that it can be dark, unless told: on a page that is always light we are light. */
  private colour(): void {
    const theme = this.getAttribute('theme')
    const dark = theme === 'dark' || (theme !== 'light' && this.dark.matches && (theme === 'device' || getComputedStyle(this).colorScheme.includes('dark')))
    this.root.classList.toggle('dark', dark)
  }
}
