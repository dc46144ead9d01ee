/** What a network's drawing reckons with, apart from the canvas itself. */
export interface Point { readonly x: number, readonly y: number }

export interface DrawnNode extends Point { readonly slug: string, readonly name: string, readonly label: string, readonly degree: number, readonly group: number, readonly outside: boolean, readonly dissolved?: boolean }

/** A tie by the nodes' places in the list; its days as 2026-11-30. Without a start nobody knows it, without an end it goes on. */
export interface DrawnEdge { readonly from: number, readonly to: number, readonly kind: string, readonly weight: number, readonly start?: string, readonly end?: string }

export interface Drawing { readonly nodes: readonly DrawnNode[], readonly edges: readonly DrawnEdge[], readonly alone: readonly string[] }

/** A place on the canvas is x or y + a node's place * scale. */
export interface View extends Point { readonly scale: number }

/** Whether a tie goes on at the end of a year, or on a day. */
export function shownIn(edge: DrawnEdge, year: number, day?: string): boolean {
  const at = day ?? `${year}-12-31`
  return (edge.start === undefined || edge.start <= at) && (edge.end === undefined || edge.end >= at)
}

/** The view that shows all nodes, with room for labels: a share of the width on each side. */
export function fit(nodes: readonly Point[], width: number, height: number, room = 1 / 8): View {
  if (nodes.length === 0 || width === 0) return { scale: 1, x: width / 2, y: height / 2 }
  const [left, right] = [Math.min(...nodes.map(node => node.x)), Math.max(...nodes.map(node => node.x))]
  const [top, bottom] = [Math.min(...nodes.map(node => node.y)), Math.max(...nodes.map(node => node.y))]
  const [aside, above] = [room > 1 / 8 ? width * room : Math.min(60, width * room), Math.min(60, width / 8)]
  const scale = Math.min((width - 2 * aside) / Math.max(right - left, 1e-6), (height - 2 * above) / Math.max(bottom - top, 1e-6), 90)
  return { scale, x: width / 2 - scale * (left + right) / 2, y: height / 2 - scale * (top + bottom) / 2 }
}

/** Places of a node in the middle and its partners in two bows beside it, by nodes: each has a row for its name. */
export function around(middle: number, partners: readonly number[]): Map<number, Point> {
  const places = new Map([[middle, { x: 0, y: 0 }]])
  const right = Math.ceil(partners.length / 2)
  for (const [at, partner] of partners.entries()) {
    const [side, row, rows] = at < right ? [1, at, right] : [-1, partners.length - 1 - at, partners.length - right]
    const down = rows === 1 ? 0 : 2 * row / (rows - 1) - 1
    const far = rows > 9 && row % 2 === 1 ? 0.6 : 1
    places.set(partner, { x: side * far * (0.6 + 0.6 * Math.cos(down * Math.PI / 2)), y: 3.6 * down })
  }
  return places
}

/** Whoever of some nodes lies best in a direction (radians, 0 to the right, downwards growing), at most 75 degrees off; -1 for nobody. */
export function nearestTowards(nodes: readonly (Point | undefined)[], from: number, among: Iterable<number>, turn: number): number {
  let [best, least] = [-1, Infinity]
  const start = nodes[from]
  for (const node of among) {
    const end = nodes[node]
    if (node === from || !start || !end) continue
    const [x, y] = [end.x - start.x, end.y - start.y]
    const off = Math.abs(Math.atan2(Math.sin(Math.atan2(y, x) - turn), Math.cos(Math.atan2(y, x) - turn)))
    const cost = Math.hypot(x, y) * (1 + 2 * off)
    if (off <= 75 * Math.PI / 180 && cost < least) [best, least] = [node, cost]
  }
  return best
}

// Circle, square, triangle, diamond, hexagon, triangle on its head, as NetworkFile.Svg.cs draws them: corners, turn in degrees, size.
const shapes = [[0, 0, 1], [4, 45, 1.2], [3, -90, 1.35], [4, 0, 1.3], [6, 0, 1.1], [3, 90, 1.35]] as const

export function shape(pen: CanvasRenderingContext2D, group: number, at: Point, radius: number): void {
  const [corners, turn, size] = shapes[Math.max(group, 0) % shapes.length] ?? shapes[0]
  pen.beginPath()
  if (corners === 0) pen.arc(at.x, at.y, radius, 0, 2 * Math.PI)
  for (let corner = 0; corner < corners; corner++) {
    const angle = (turn + 360 * corner / corners) * Math.PI / 180
    pen.lineTo(at.x + size * radius * Math.cos(angle), at.y + size * radius * Math.sin(angle))
  }
  pen.closePath()
}
