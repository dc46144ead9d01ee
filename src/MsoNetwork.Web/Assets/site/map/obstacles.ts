import type { Feature } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as MapLibre, SourceSpecification } from 'maplibre-gl'
import { blank } from './markers'

const half = 12 // CSS pixels that a point keeps free around itself

/** Where no name may lie: at the edges, which would cut it, and below buttons. MapLibre knows only one thing that keeps names away: icons. */
export const obstacles: { source: SourceSpecification, layer: LayerSpecification } = {
  source: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  layer: { id: 'obstacles', type: 'symbol', source: 'obstacles', layout: { 'icon-image': blank, 'icon-allow-overlap': true, 'icon-padding': half } },
}

export function keepNamesAway(map: MapLibre): void {
  const renew = () => map.getSource<GeoJSONSource>('obstacles')?.setData({ type: 'FeatureCollection', features: boxes(map).flatMap(box => points(map, box)) })
  for (const event of ['style.load', 'load', 'moveend', 'resize'] as const) map.on(event, renew)
}

function boxes(map: MapLibre): DOMRect[] {
  const frame = map.getContainer().getBoundingClientRect()
  const { width, height } = frame
  const controls = [...map.getContainer().querySelectorAll('.maplibregl-ctrl')].map(control => {
    const { x, y, width, height } = control.getBoundingClientRect()
    return new DOMRect(x - frame.x, y - frame.y, width, height)
  })
  return [...controls, new DOMRect(0, 0, width, 0), new DOMRect(0, height, width, 0), new DOMRect(0, 0, 0, height), new DOMRect(width, 0, 0, height)]
}

function points(map: MapLibre, { left, top, right, bottom }: DOMRect): Feature[] {
  const found: Feature[] = []
  for (const x of steps(left, right))
    for (const y of steps(top, bottom))
      found.push({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: map.unproject([x, y]).toArray() } })
  return found
}

/** From one number to another, so near to each other that nothing fits between. */
export function steps(from: number, to: number): number[] {
  const count = Math.ceil((to - from) / (2 * half))
  return Array.from({ length: count + 1 }, (_, index) => count === 0 ? from : from + (to - from) * index / count)
}
