/** Paints a network's drawing: lines, shapes, and labels that lie on nothing. */
import { LabelPlaces, type Box } from './labels'
import { shape, type DrawnNode, type DrawnEdge, type Point, type View } from './network-shape'

/** What is painted: nodes without a place are not there. */
export interface Scene {
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
  readonly places: readonly (Point | undefined)[]
  readonly partners: readonly (readonly number[])[]
  readonly selected: number
  readonly view: View
  /** How many labels there are without anything selected. */
  readonly most: number
  /** Whether partners stand around the selected one. */
  readonly isAround: boolean
}

/** What stands where, in the canvas's own pixels: for tests, and for who asks. */
export interface Painted { readonly nodes: readonly (Box & { node: number })[], readonly labels: readonly (Box & { node: number, text: string })[] }

const rightToLeft = /^[^\p{L}]*[\u0590-\u08ff]/u
const labelHeight = 17
const ascent = 13
const farthest = 40 // steps away from its node that the selected one's label goes to find room

export const radiusOf = (partners: number): number => 5 + 1.6 * Math.sqrt(partners)

export function paint(canvas: HTMLCanvasElement, style: CSSStyleDeclaration, scene: Scene): Painted {
  const pen = canvas.getContext('2d')!
  const colours = new Map<string, string>()
  const colour = (name: string) => {
    const known = colours.get(name) ?? style.getPropertyValue(name).trim()
    colours.set(name, known)
    return known
  }
  const at = (node: number): Point | undefined => {
    const place = scene.places[node]
    return place && { x: scene.view.x + place.x * scene.view.scale, y: scene.view.y + place.y * scene.view.scale }
  }
  const sharp = devicePixelRatio || 1
  pen.setTransform(sharp, 0, 0, sharp, 0, 0)
  pen.fillStyle = colour('--surface')
  pen.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight)
  const near = new Set(scene.selected < 0 ? [] : [scene.selected, ...scene.partners[scene.selected] ?? []])
  lines(pen, scene, at, colour)
  const nodes: (Box & { node: number })[] = []
  for (const [index, node] of scene.nodes.entries()) {
    const place = at(index)
    if (!place) continue
    const own = colour(`--group-${node.group % 8}`)
    const radius = radiusOf(scene.partners[index]?.length ?? 0)
    pen.globalAlpha = scene.selected < 0 || near.has(index) ? 1 : 0.45
    shape(pen, node.group, place, radius)
    pen.fillStyle = node.outside ? colour('--surface') : own
    pen.strokeStyle = node.outside ? own : colour('--surface')
    pen.lineWidth = 1.5
    pen.fill()
    pen.stroke()
    nodes.push({ node: index, left: place.x - radius - 1, top: place.y - radius - 1, right: place.x + radius + 1, bottom: place.y + radius + 1 })
  }
  pen.globalAlpha = 1
  const chosen = at(scene.selected)
  if (chosen) {
    pen.strokeStyle = colour('--focus')
    pen.lineWidth = 3
    pen.beginPath()
    pen.arc(chosen.x, chosen.y, radiusOf(scene.partners[scene.selected]?.length ?? 0) + 6, 0, 2 * Math.PI)
    pen.stroke()
  }
  return { nodes, labels: labels(pen, canvas, style, scene, at, near, nodes, colour) }
}

function lines(pen: CanvasRenderingContext2D, scene: Scene, at: (node: number) => Point | undefined, colour: (name: string) => string): void {
  // Lines that look the same are one path: thousands of them are painted in a few strokes.
  const paths = new Map<string, { path: Path2D, edge: DrawnEdge, chosen: boolean }>()
  for (const edge of scene.edges) {
    const [a, b] = [at(edge.from), at(edge.to)]
    if (!a || !b) continue
    const chosen = edge.from === scene.selected || edge.to === scene.selected
    const look = `${chosen} ${edge.weight > 1} ${edge.start === undefined}`
    const known = paths.get(look) ?? { path: new Path2D(), edge, chosen }
    paths.set(look, known)
    known.path.moveTo(a.x, a.y)
    known.path.lineTo(b.x, b.y)
  }
  for (const { path, edge, chosen } of [...paths.values()].sort((a, b) => Number(a.chosen) - Number(b.chosen))) {
    pen.strokeStyle = colour(chosen ? '--focus' : '--line-strong')
    pen.globalAlpha = chosen || scene.selected < 0 ? 0.9 : 0.3
    pen.lineWidth = (edge.weight > 1 ? 2.2 : 1.2) + (chosen ? 1 : 0)
    pen.setLineDash(edge.start === undefined ? [5, 4] : [])
    pen.stroke(path)
  }
  pen.setLineDash([])
}

/** The selected first, then its partners and nobody else; without a selection those with most partners. */
function labels(pen: CanvasRenderingContext2D, canvas: HTMLCanvasElement, style: CSSStyleDeclaration, scene: Scene, at: (node: number) => Point | undefined,
  near: Set<number>, nodes: Painted['nodes'], colour: (name: string) => string): Painted['labels'] {
  pen.font = `13px ${style.fontFamily}`
  pen.textAlign = 'center'
  pen.lineJoin = 'round'
  const free = new LabelPlaces(labelHeight, canvas.clientWidth)
  for (const node of nodes) free.take(node)
  const partners = (node: number) => scene.partners[node]?.length ?? 0
  const order = (near.size > 0 ? [...near] : nodes.map(one => one.node))
    .sort((a, b) => Number(b === scene.selected) - Number(a === scene.selected) || partners(b) - partners(a) || a - b)
  const placed: (Box & { node: number, text: string })[] = []
  for (const node of order) {
    if (placed.length >= scene.most + near.size) break
    const [place, { name, label }] = [at(node), scene.nodes[node]!]
    if (!place || place.x < 0 || place.y < 0 || place.x > canvas.clientWidth || place.y > canvas.clientHeight) continue
    const isSelected = node === scene.selected
    const text = isSelected && pen.measureText(name).width < canvas.clientWidth - 8 ? name : label
    const side = scene.isAround && !isSelected ? Math.sign(scene.places[node]!.x) : 0
    const radius = radiusOf(partners(node)) + (isSelected ? 8 : 0)
    const box = free.place(place, radius, pen.measureText(text).width, side, isSelected ? farthest : 1)
    if (!box) continue
    placed.push({ node, text, ...box })
    const [middle, base] = [(box.left + box.right) / 2, box.top + ascent]
    pen.direction = rightToLeft.test(text) ? 'rtl' : 'ltr'
    pen.strokeStyle = colour('--surface')
    pen.lineWidth = 4
    pen.strokeText(text, middle, base)
    pen.fillStyle = colour('--ink')
    pen.fillText(text, middle, base)
  }
  return placed
}
