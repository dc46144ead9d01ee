import type { Map as MapLibre } from 'maplibre-gl'

export type Shape = 'circle' | 'square' | 'diamond'
/** Hollow where only the town is known. */
export interface Marker { readonly shape: Shape, readonly fill: string, readonly edge: string, readonly hollow: boolean }

const radius = 16 // CSS pixels at icon-size 1
const edge = 3
export const blank = 'blank' // an image that nobody sees
const dense = 3 // dots a pixel: sharp on telephones too

/** An image is its own description, so that another look, light or dark, has others. */
export const imageName = ({ shape, fill, edge, hollow }: Marker): string => [shape, fill, edge, hollow ? 'hollow' : 'full'].join('|')

export function readImageName(name: string): Marker | null {
  const [shape, fill, edge, full] = name.split('|')
  return full === undefined ? null : { shape: shape as Shape, fill: fill!, edge: edge!, hollow: full === 'hollow' }
}

/** Draws markers when the style asks for them: nothing is fetched. */
export function drawMarkers(map: MapLibre): void {
  map.setMissingStyleImageResolver(id => {
    const marker = readImageName(id)
    const image = id === blank ? { width: 1, height: 1, data: new Uint8Array(4) } : marker && drawn(marker)
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: id === blank ? 1 : dense })
  })
}

function drawn({ shape, fill, edge: border, hollow }: Marker): ImageData | null {
  const side = 2 * (radius + edge) * dense
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.scale(dense, dense)
  pen.translate(radius + edge, radius + edge)
  outline(pen, shape, radius + 1)
  pen.fillStyle = border
  pen.fill()
  outline(pen, shape, radius - 2)
  pen.fillStyle = fill
  pen.fill()
  if (hollow) {
    outline(pen, shape, radius - 8)
    pen.fillStyle = border
    pen.fill()
  }
  return pen.getImageData(0, 0, side, side)
}

// Of about the same area, so that no kind looks more important.
function outline(pen: CanvasRenderingContext2D, shape: Shape, r: number): void {
  pen.beginPath()
  if (shape === 'circle') pen.arc(0, 0, r, 0, 2 * Math.PI)
  else if (shape === 'square') pen.rect(-0.88 * r, -0.88 * r, 1.76 * r, 1.76 * r)
  else for (const [x, y] of [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]] as const) pen.lineTo(x * r, y * r)
  pen.closePath()
}
