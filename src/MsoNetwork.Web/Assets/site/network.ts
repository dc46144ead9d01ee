/** The drawing of a region's network: a canvas over the same data as the tables, its picture without scripts replaced. */
import { paint } from './network-paint'
import { askForDrawing } from './network-source'
import { around, fit, nearestTowards, shownIn, type DrawnNode, type Drawing, type Point, type View } from './network-shape'
import { followPointers } from './pointers'

type Texts = Record<string, string>

// So many names leave the nodes to be seen; whoever comes nearer sees more.
const usualLabels = 28
// There the whole network is too small to be read: the neighbourhood of one comes first.
const narrow = '(max-width: 40rem)'
const roomForNames = 0.36 // of the width, on each side of a neighbourhood

export async function start(figure: HTMLElement): Promise<void> {
  const texts = JSON.parse(figure.dataset.texts ?? '{}') as Texts
  const status = element('p', { className: 'small drawing-status', role: 'status' })
  figure.prepend(status)
  const slow = setTimeout(() => { status.textContent = texts.wait ?? '' }, 400)
  try {
    const { answer, isOfToday } = await askForDrawing(new URL(figure.dataset.src!, location.href))
    if (isOfToday) figure.dataset.firstYear = figure.dataset.lastYear
    new NetworkCanvas(figure, status, await answer.json() as Drawing, texts)
  } finally {
    clearTimeout(slow)
    if (status.textContent === texts.wait) status.textContent = ''
  }
}

class NetworkCanvas {
  private readonly canvas = element('canvas', { tabIndex: 0 })
  private readonly year = element('input', { type: 'range' })
  private readonly sees = matchMedia('(prefers-color-scheme: dark)')
  private view: View = { scale: 1, x: 0, y: 0 }
  private whole = 1
  private selected = -1
  private edges: Drawing['edges'] = []
  private neighbours: number[][] = []
  private places: (Point | undefined)[] = []
  private isAround = false
  private readonly turn = button('', undefined, () => this.turnAround())
  private queued = false

  constructor(private readonly figure: HTMLElement, private readonly status: HTMLElement, private readonly drawing: Drawing, private readonly texts: Texts) {
    this.canvas.setAttribute('role', 'application')
    this.canvas.setAttribute('aria-label', this.text('canvas'))
    figure.querySelector('img')!.replaceWith(this.canvas)
    for (const sentence of figure.querySelectorAll<HTMLElement>('.with-scripts')) sentence.hidden = false
    figure.prepend(this.tools())
    this.filter()
    if (matchMedia(narrow).matches) [this.selected, this.isAround] = [this.mostJoined(), true]
    this.arrange()
    this.listen()
    new ResizeObserver(() => this.resize()).observe(this.canvas)
    this.resize()
    figure.dataset.state = 'ready'
  }

  private tools(): HTMLElement {
    const { firstYear, lastYear, year } = this.figure.dataset
    const names = element('datalist', { id: 'network-names' })
    for (const name of [...this.drawing.nodes.map(node => node.name), ...this.drawing.alone]) names.append(element('option', { value: name }))
    const find = element('input', { type: 'search', id: 'network-find', autocomplete: 'off' })
    find.setAttribute('list', names.id)
    find.addEventListener('change', () => this.find(find.value))
    Object.assign(this.year, { id: 'network-year', min: firstYear, max: lastYear, value: year, step: '1' })
    const shown = element('output', { htmlFor: this.year.id, textContent: this.number(year ?? '') })
    this.year.addEventListener('input', () => {
      shown.textContent = this.number(this.year.value)
      this.filter()
      this.arrange()
      this.showPictures()
      const undated = this.edges.filter(edge => edge.start === undefined).length
      const shownNow = this.text('shown').replace('{0}', this.number(String(this.edges.length))).replace('{1}', this.number(this.year.value))
      this.say(undated === 0 ? shownNow : `${shownNow} · ${this.text('undated').replace('{0}', this.number(String(undated)))}`)
    })
    const bar = element('div', { className: 'drawing-tools' })
    bar.append(field(this.text('find'), find), names)
    if (firstYear !== lastYear) { const slider = field(this.text('year'), this.year); this.year.before(shown); bar.append(slider) }
    const buttons = element('div', { className: 'drawing-buttons' })
    buttons.append(
      button('+', this.text('zoomIn'), () => this.zoom(1.4)), button('−', this.text('zoomOut'), () => this.zoom(1 / 1.4)), button('⤢', this.text('zoomAll'), () => this.showAll()),
      this.turn)
    bar.append(buttons)
    return bar
  }

  private listen(): void {
    this.canvas.addEventListener('keydown', event => this.key(event))
    this.canvas.addEventListener('focus', () => this.draw())
    this.canvas.addEventListener('blur', () => this.draw())
    this.canvas.addEventListener('wheel', event => {
      if (!event.ctrlKey && !event.metaKey) return // the page scrolls on
      event.preventDefault()
      this.zoom(Math.exp(-event.deltaY / 300), { x: event.offsetX, y: event.offsetY })
    }, { passive: false })
    this.sees.addEventListener('change', () => this.draw())
    followPointers(this.canvas, {
      move: (x, y) => { this.view = { ...this.view, x: this.view.x + x, y: this.view.y + y }; this.draw() },
      stretch: (by, around) => this.zoom(by, around),
      tap: at => { const node = this.at(at); if (node >= 0 || !this.isAround) this.select(node) },
    })
    this.canvas.addEventListener('dblclick', () => this.open())
  }

  private key(event: KeyboardEvent): void {
    const turns: Record<string, number> = { ArrowRight: 0, ArrowDown: Math.PI / 2, ArrowLeft: Math.PI, ArrowUp: -Math.PI / 2 }
    const actions: Record<string, () => void> = {
      '+': () => this.zoom(1.4), '-': () => this.zoom(1 / 1.4), '0': () => this.showAll(),
      Enter: () => this.open(), Escape: () => this.select(-1), Home: () => this.select(this.mostJoined()),
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const [turn, action] = [turns[event.key], actions[event.key]]
    if (turn !== undefined) this.go(turn, event.shiftKey)
    else if (action) action()
    else return
    event.preventDefault()
  }

  /** To a partner in this direction; with Shift, or from one who has no partner, to whoever is next there. */
  private go(turn: number, anybody: boolean): void {
    if (this.selected < 0) return this.select(this.mostJoined())
    const partners = this.partners(this.selected)
    const among = anybody || partners.length === 0 ? this.drawing.nodes.keys() : partners
    const next = nearestTowards(this.places, this.selected, among, turn)
    if (next >= 0) this.select(next)
  }

  private mostJoined = () => this.drawing.nodes.reduce((best, _, at) => this.partners(at).length > (best < 0 ? -1 : this.partners(best).length) ? at : best, -1)

  private filter(): void {
    const year = Number(this.year.value)
    const last = year === Number(this.figure.dataset.lastYear)
    const isGone = (node: number) => last && this.node(node).dissolved === true
    this.edges = this.drawing.edges.filter(edge => shownIn(edge, year, last ? this.figure.dataset.day : undefined) && !isGone(edge.from) && !isGone(edge.to))
    this.neighbours = this.drawing.nodes.map(() => [])
    for (const { from, to } of this.edges) {
      if (!this.partners(from).includes(to)) this.neighbours[from]?.push(to)
      if (!this.partners(to).includes(from)) this.neighbours[to]?.push(from)
    }
  }

  /** Who has a partner has a place; around one, only the partners of this one. */
  private arrange(): void {
    const close = this.isAround && this.selected >= 0 ? around(this.selected, this.partners(this.selected)) : undefined
    this.places = this.drawing.nodes.map((node, at) => close ? close.get(at) : this.partners(at).length > 0 ? node : undefined)
    this.turn.textContent = this.text(this.isAround ? 'whole' : 'around')
    this.draw()
  }

  private turnAround(): void {
    this.isAround = !this.isAround
    if (this.isAround && this.selected < 0) this.selected = this.mostJoined()
    this.arrange()
    this.showAll()
    this.say(this.isAround ? this.sentence(this.selected) : '')
  }

  /** The saved pictures are of the year that is shown. */
  private showPictures(): void {
    for (const link of this.figure.parentElement?.querySelectorAll<HTMLAnchorElement>('a[data-picture]') ?? []) {
      const address = new URL(link.href)
      if (this.year.value === this.figure.dataset.lastYear) address.searchParams.delete('at')
      else address.searchParams.set('at', `${this.year.value}-12-31`)
      link.href = address.href
    }
  }

  private find(text: string): void {
    const wanted = text.trim().toLocaleLowerCase()
    if (!wanted) return
    const names = this.drawing.nodes.map(node => node.name.toLocaleLowerCase())
    const found = names.indexOf(wanted) >= 0 ? names.indexOf(wanted) : names.findIndex(name => name.includes(wanted))
    if (found < 0) {
      const alone = this.drawing.alone.find(name => name.toLocaleLowerCase().includes(wanted))
      return this.say(alone ? `${alone}: ${this.text('noPartner')}` : this.text('notFound'))
    }
    this.select(found)
  }

  private select(node: number): void {
    this.selected = node
    const wasAround = this.isAround
    if (node < 0) this.isAround = false
    if (wasAround) {
      this.arrange()
      this.showAll()
    } else if (node >= 0 && this.places[node]) {
      this.bringIntoView(node)
    }
    this.draw()
    this.say(node < 0 ? '' : this.sentence(node))
  }

  private sentence(node: number): string {
    const partners = this.edges.filter(edge => edge.from === node || edge.to === node)
      .map(edge => `${this.node(edge.from === node ? edge.to : edge.from).name} (${this.text(edge.kind)})`)
    return `${this.node(node).name}: ${partners.length === 0 ? this.text('noPartner') : partners.join(', ')}`
  }

  private text = (key: string): string => this.texts[key] ?? ''

  private node = (at: number): DrawnNode => this.drawing.nodes[at]!

  private partners = (at: number): readonly number[] => this.neighbours[at] ?? []

  /** In the digits of the page's language. */
  private number = (text: string) => text.replace(/[0-9]/g, digit => this.text('digits')[(Number(digit) + 9) % 10] ?? digit)

  private say(text: string): void { this.status.textContent = text }

  private open(): void {
    if (this.selected >= 0) location.assign(this.figure.dataset.profiles! + this.node(this.selected).slug)
  }

  private zoom(by: number, around: Point = { x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 }): void {
    const scale = Math.min(Math.max(this.view.scale * by, this.whole / 2), this.whole * 12)
    const kept = scale / this.view.scale
    this.view = { scale, x: around.x - (around.x - this.view.x) * kept, y: around.y - (around.y - this.view.y) * kept }
    this.draw()
  }

  private showAll(): void {
    const drawn = this.places.filter(place => place !== undefined)
    this.view = fit(drawn, this.canvas.clientWidth, this.canvas.clientHeight, this.isAround ? roomForNames : undefined)
    this.whole = this.view.scale
    this.draw()
  }

  private resize(): void {
    const sharp = devicePixelRatio || 1
    this.canvas.width = Math.round(this.canvas.clientWidth * sharp)
    this.canvas.height = Math.round(this.canvas.clientHeight * sharp)
    this.showAll()
  }

  private place = (node: number): Point | undefined => {
    const place = this.places[node]
    return place && { x: this.view.x + place.x * this.view.scale, y: this.view.y + place.y * this.view.scale }
  }

  private bringIntoView(node: number): void {
    const [at, edge] = [this.place(node), 60]
    if (!at) return
    const off = (value: number, size: number) => value < edge ? edge - value : value > size - edge ? size - edge - value : 0
    this.view = { ...this.view, x: this.view.x + off(at.x, this.canvas.clientWidth), y: this.view.y + off(at.y, this.canvas.clientHeight) }
  }

  private at(point: Point): number {
    const reach = (node: number) => { const place = this.place(node); return place ? Math.hypot(place.x - point.x, place.y - point.y) : Infinity }
    const nearest = this.drawing.nodes.reduce((best, _, node) => best < 0 || reach(node) < reach(best) ? node : best, -1)
    return nearest >= 0 && reach(nearest) < 24 ? nearest : -1
  }

  private draw(): void {
    if (this.queued) return
    this.queued = true
    requestAnimationFrame(() => {
      this.queued = false
      const painted = paint(this.canvas, getComputedStyle(this.figure), {
        nodes: this.drawing.nodes, edges: this.edges, places: this.places, partners: this.neighbours, selected: this.selected, view: this.view,
        most: usualLabels * Math.max(1, (this.view.scale / this.whole) ** 2), isAround: this.isAround,
      })
      Object.assign(this.canvas, { painted })
    })
  }
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, properties: object): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'role' || key === 'htmlFor') made.setAttribute(key === 'htmlFor' ? 'for' : key, value as string)
    else (made as Record<string, unknown>)[key] = value
  }
  return made
}

function field(text: string, input: HTMLInputElement): HTMLElement {
  const label = element('label', { htmlFor: input.id, textContent: text })
  const around = element('div', { className: 'drawing-field' })
  around.append(label, input)
  return around
}

function button(text: string, name: string | undefined, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', textContent: text, className: 'quiet button' })
  if (name) { made.setAttribute('aria-label', name); made.title = name }
  made.addEventListener('click', act)
  return made
}
