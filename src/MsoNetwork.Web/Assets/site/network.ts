/** The drawing of a region's network: a canvas over the same data as the tables, its picture without scripts replaced. */
import { fit, nearestTowards, shape, shownIn, within, type DrawnNode, type Drawing, type Point, type View } from './network-shape'
import { followPointers } from './pointers'

type Texts = Record<string, string>

const fetchLimit = 15_000
// So many names leave the nodes to be seen; whoever comes nearer sees more.
const usualLabels = 28
const rightToLeft = /^[^\p{L}]*[\u0590-\u08ff]/u

export async function start(figure: HTMLElement): Promise<void> {
  const texts = JSON.parse(figure.dataset.texts ?? '{}') as Texts
  const status = element('p', { className: 'small drawing-status', role: 'status' })
  figure.prepend(status)
  const slow = setTimeout(() => { status.textContent = texts.wait ?? '' }, 400)
  try {
    const answer = await fetch(figure.dataset.src!, { signal: AbortSignal.timeout(fetchLimit) })
    if (!answer.ok) throw new Error(`${answer.status}`)
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
  private queued = false

  constructor(private readonly figure: HTMLElement, private readonly status: HTMLElement, private readonly drawing: Drawing, private readonly texts: Texts) {
    this.canvas.setAttribute('role', 'application')
    this.canvas.setAttribute('aria-label', this.text('canvas'))
    figure.querySelector('img')!.replaceWith(this.canvas)
    for (const sentence of figure.querySelectorAll<HTMLElement>('.with-scripts')) sentence.hidden = false
    figure.prepend(this.tools())
    this.filter()
    this.listen()
    new ResizeObserver(() => this.resize()).observe(this.canvas)
    this.resize()
    figure.dataset.state = 'ready'
  }

  private tools(): HTMLElement {
    const { firstYear, lastYear, year, file } = this.figure.dataset
    const names = element('datalist', { id: 'network-names' })
    for (const node of this.drawing.nodes) names.append(element('option', { value: node.name }))
    const find = element('input', { type: 'search', id: 'network-find', autocomplete: 'off' })
    find.setAttribute('list', names.id)
    find.addEventListener('change', () => this.find(find.value))
    Object.assign(this.year, { id: 'network-year', min: firstYear, max: lastYear, value: year, step: '1' })
    const shown = element('output', { htmlFor: this.year.id, textContent: this.number(year ?? '') })
    this.year.addEventListener('input', () => {
      shown.textContent = this.number(this.year.value)
      this.filter()
      this.say(this.text('shown').replace('{0}', this.number(String(this.edges.length))).replace('{1}', this.number(this.year.value)))
    })
    const bar = element('div', { className: 'drawing-tools' })
    bar.append(field(this.text('find'), find), names)
    if (firstYear !== lastYear) { const slider = field(this.text('year'), this.year); this.year.before(shown); bar.append(slider) }
    const buttons = element('div', { className: 'drawing-buttons' })
    buttons.append(
      button('+', this.text('zoomIn'), () => this.zoom(1.4)), button('−', this.text('zoomOut'), () => this.zoom(1 / 1.4)), button('⤢', this.text('zoomAll'), () => this.showAll()),
      button(this.text('png'), undefined, () => this.save(file ?? 'network.png')))
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
      tap: at => this.select(this.at(at)),
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
    const next = nearestTowards(this.drawing.nodes, this.selected, among, turn)
    if (next >= 0) this.select(next)
  }

  private mostJoined = () => this.drawing.nodes.reduce((best, _, at) => this.partners(at).length > (best < 0 ? -1 : this.partners(best).length) ? at : best, -1)

  private filter(): void {
    const year = Number(this.year.value)
    const last = year === Number(this.figure.dataset.lastYear)
    this.edges = this.drawing.edges.filter(edge => shownIn(edge, year, last ? this.figure.dataset.day : undefined))
    this.neighbours = this.drawing.nodes.map(() => [])
    for (const { from, to } of this.edges) {
      if (!this.partners(from).includes(to)) this.neighbours[from]?.push(to)
      if (!this.partners(to).includes(from)) this.neighbours[to]?.push(from)
    }
    this.draw()
  }

  private find(text: string): void {
    const wanted = text.trim().toLocaleLowerCase()
    if (!wanted) return
    const names = this.drawing.nodes.map(node => node.name.toLocaleLowerCase())
    const found = names.indexOf(wanted) >= 0 ? names.indexOf(wanted) : names.findIndex(name => name.includes(wanted))
    if (found < 0) return this.say(this.text('notFound'))
    this.select(found)
  }

  private select(node: number): void {
    this.selected = node
    if (node >= 0) this.bringIntoView(node)
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

  private save(name: string): void {
    this.canvas.toBlob(blob => {
      if (!blob) return
      const link = element('a', { href: URL.createObjectURL(blob), download: name })
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    })
  }

  private zoom(by: number, around: Point = { x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 }): void {
    const scale = Math.min(Math.max(this.view.scale * by, this.whole / 2), this.whole * 12)
    const kept = scale / this.view.scale
    this.view = { scale, x: around.x - (around.x - this.view.x) * kept, y: around.y - (around.y - this.view.y) * kept }
    this.draw()
  }

  private showAll(): void {
    this.view = fit(this.drawing.nodes, this.canvas.clientWidth, this.canvas.clientHeight)
    this.whole = this.view.scale
    this.draw()
  }

  private resize(): void {
    const sharp = devicePixelRatio || 1
    this.canvas.width = Math.round(this.canvas.clientWidth * sharp)
    this.canvas.height = Math.round(this.canvas.clientHeight * sharp)
    this.showAll()
  }

  private place = (node: number): Point => ({ x: this.view.x + this.node(node).x * this.view.scale, y: this.view.y + this.node(node).y * this.view.scale })

  private bringIntoView(node: number): void {
    const [at, edge] = [this.place(node), 60]
    const off = (value: number, size: number) => value < edge ? edge - value : value > size - edge ? size - edge - value : 0
    this.view = { ...this.view, x: this.view.x + off(at.x, this.canvas.clientWidth), y: this.view.y + off(at.y, this.canvas.clientHeight) }
  }

  private at(point: Point): number {
    const reach = (node: number) => { const place = this.place(node); return Math.hypot(place.x - point.x, place.y - point.y) }
    const nearest = this.drawing.nodes.reduce((best, _, node) => best < 0 || reach(node) < reach(best) ? node : best, -1)
    return nearest >= 0 && reach(nearest) < 24 ? nearest : -1
  }

  private draw(): void {
    if (this.queued) return
    this.queued = true
    requestAnimationFrame(() => { this.queued = false; this.paint() })
  }

  private paint(): void {
    const pen = this.canvas.getContext('2d')
    if (!pen) return
    const style = getComputedStyle(this.figure)
    const colour = (name: string) => style.getPropertyValue(name).trim()
    const sharp = devicePixelRatio || 1
    pen.setTransform(sharp, 0, 0, sharp, 0, 0)
    pen.fillStyle = colour('--surface')
    pen.fillRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight)
    const near = new Set(this.selected < 0 ? [] : [this.selected, ...this.partners(this.selected)])
    for (const edge of this.edges) {
      const chosen = edge.from === this.selected || edge.to === this.selected
      const [a, b] = [this.place(edge.from), this.place(edge.to)]
      pen.strokeStyle = colour(chosen ? '--focus' : '--line-strong')
      pen.globalAlpha = chosen || this.selected < 0 ? 0.9 : 0.3
      pen.lineWidth = (edge.weight > 1 ? 2.2 : 1.2) + (chosen ? 1 : 0)
      pen.beginPath()
      pen.moveTo(a.x, a.y)
      pen.lineTo(b.x, b.y)
      pen.stroke()
    }

    for (const [at, node] of this.drawing.nodes.entries()) {
      const joined = this.partners(at).length > 0 && node.group >= 0
      const own = colour(joined ? `--group-${node.group % 8}` : '--line-strong')
      pen.globalAlpha = this.selected < 0 || near.has(at) ? 1 : 0.45
      shape(pen, joined ? node.group : 0, this.place(at), this.radius(at))
      pen.fillStyle = node.outside ? colour('--surface') : own
      pen.strokeStyle = node.outside ? own : colour('--surface')
      pen.lineWidth = 1.5
      pen.fill()
      pen.stroke()
    }

    pen.globalAlpha = 1
    if (this.selected >= 0) {
      const at = this.place(this.selected)
      pen.strokeStyle = colour('--focus')
      pen.lineWidth = 3
      pen.beginPath()
      pen.arc(at.x, at.y, this.radius(this.selected) + 6, 0, 2 * Math.PI)
      pen.stroke()
    }
    this.label(pen, near, colour('--ink'), colour('--surface'))
  }

  /** The selected and its partners first, then those with most partners, as long as no label would lie on another. */
  private label(pen: CanvasRenderingContext2D, near: Set<number>, ink: string, paper: string): void {
    pen.font = `13px ${getComputedStyle(this.figure).fontFamily}`
    pen.textAlign = 'center'
    pen.lineJoin = 'round'
    const order = [...this.drawing.nodes.keys()].sort((a, b) => Number(near.has(b)) - Number(near.has(a)) || Number(b === this.selected) - Number(a === this.selected) || this.partners(b).length - this.partners(a).length || a - b)
    const taken: { left: number, right: number, top: number, bottom: number }[] = []
    const most = usualLabels * (this.view.scale / this.whole) ** 2 + near.size
    for (const node of order) {
      if (taken.length >= most) break
      const { name } = this.node(node)
      const text = name.length <= 30 || node === this.selected ? name : `${name.slice(0, 29).trimEnd()}…`
      const [at, half] = [this.place(node), pen.measureText(text).width / 2]
      if (at.x < -half || at.y < -20 || at.x > this.canvas.clientWidth + half || at.y > this.canvas.clientHeight + 20) continue
      const base = at.y + this.radius(node) + 14
      const middle = within(at.x, half + 4, this.canvas.clientWidth) // a name is read to its end on narrow screens too
      const box = { left: middle - half - 2, right: middle + half + 2, top: base - 12, bottom: base + 4 }
      if (taken.some(other => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue
      taken.push(box)
      pen.direction = rightToLeft.test(name) ? 'rtl' : 'ltr'
      pen.strokeStyle = paper
      pen.lineWidth = 4
      pen.strokeText(text, middle, base)
      pen.fillStyle = ink
      pen.fillText(text, middle, base)
    }
  }

  private radius = (node: number) => this.partners(node).length === 0 ? 4 : 5 + 1.6 * Math.sqrt(this.partners(node).length)
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
