import type { Streets } from './basemap'
import { imageName, type Shape } from './markers'
import { obstacles } from './obstacles'
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'

const fonts = ['system-ui', 'sans-serif'] // the reader's own: nothing is fetched
const single: ExpressionSpecification = ['==', ['get', 'count'], 1]

/** What lies around North Rhine-Westphalia: without it one does not know where one is. */
const around: readonly (readonly [name: string, longitude: number, latitude: number])[] =
  [['NL', 6.3, 52.33], ['BE', 6.0, 50.4], ['Niedersachsen', 8.2, 52.75], ['Hessen', 9.1, 50.95], ['Rheinland-Pfalz', 7.15, 50.2]]

export interface Look {
  readonly color: (name: string) => string
  readonly language: string
  readonly tiles: string
  readonly regions: string
}

export function sources(look: Look): Record<string, SourceSpecification> {
  const country = new Intl.DisplayNames([look.language, 'de'], { type: 'region' })
  return {
    regions: { type: 'vector', tiles: [look.regions], minzoom: 4, maxzoom: 12, attribution: '© GeoBasis-DE / BKG' },
    organisations: { type: 'vector', tiles: [look.tiles], minzoom: 4, maxzoom: 16 },
    asked: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    obstacles: obstacles.source,
    chosen: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    around: {
      type: 'geojson',
      data: {
        type: 'FeatureCollection',
        features: around.map(([name, ...coordinates]) => ({ type: 'Feature', properties: { name: name.length === 2 ? country.of(name) : name }, geometry: { type: 'Point', coordinates: [...coordinates] } })),
      },
    },
  }
}

/** Land, boundaries and names: all there is where no background map is set. */
export const ground = ({ color }: Look): LayerSpecification[] => [
  { id: 'outside', type: 'background', paint: { 'background-color': color('--map-outside') } },
  { id: 'land', type: 'fill', source: 'regions', 'source-layer': 'regions', filter: ['==', ['get', 'level'], 'state'], paint: { 'fill-color': color('--map-land') } },
]

export const boundaries = ({ color }: Look): LayerSpecification[] => [
  line('municipalities', 'municipality', color('--map-line-fine'), 0.8),
  line('districts', 'district', color('--map-line'), 1.4),
  line('state', 'state', color('--map-border'), 2),
]

/** Larger towns first, and each as soon as it finds room; districts where towns leave them some. */
export const names = ({ color }: Look): LayerSpecification[] => [
  { id: 'around', type: 'symbol', source: 'around', maxzoom: 9, layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': 13, 'text-letter-spacing': 0.1, 'text-max-width': 6 }, paint: { 'text-color': color('--map-name') } },
  {
    ...name('district-names', 'district', { minzoom: 8, maxzoom: 12 }, color),
    layout: { ...label, 'text-size': 11, 'text-letter-spacing': 0.08, 'text-padding': 12 },
  },
  {
    ...name('town-names', 'municipality', {}, color),
    layout: {
      ...label, 'symbol-sort-key': ['-', ['get', 'population']], 'text-padding': 2,
      'text-size': ['interpolate', ['linear'], ['zoom'], 6, ['case', large, 12, 11], 11, ['case', large, 17, ['>', ['get', 'population'], 50_000], 14, 12]],
      'text-variable-anchor-offset': ['interpolate', ['linear'], ['zoom'], 6, besides(0.7, 1.4, 2.4), 11, besides(0.7, 1, 2)], 'text-justify': 'auto',
    },
  },
]

// Where a name may stand, the nearest places first: below, above, beside, and across, in ems.
const besides = (...radii: number[]): ExpressionSpecification => ['literal', radii.flatMap(r => [
  'top', [0, r], 'bottom', [0, -r], 'left', [r, 0], 'right', [-r, 0],
  'top-left', [0.7 * r, 0.7 * r], 'top-right', [-0.7 * r, 0.7 * r], 'bottom-left', [0.7 * r, -0.7 * r], 'bottom-right', [-0.7 * r, -0.7 * r],
])]

/** What was searched in: the region's outline, the circle with its middle and the middle's name. */
export const asked = ({ color }: Look): LayerSpecification[] => [
  { id: 'circle-land', type: 'fill', source: 'asked', filter: is('circle'), paint: { 'fill-color': color('--map-asked'), 'fill-opacity': 0.08 } },
  { id: 'circle', type: 'line', source: 'asked', filter: is('circle'), paint: { 'line-color': color('--map-asked'), 'line-width': 2, 'line-dasharray': [3, 2] } },
  { id: 'outline', type: 'line', source: 'asked', filter: is('outline'), layout: { 'line-join': 'round' }, paint: { 'line-color': color('--map-asked'), 'line-width': 3 } },
  { id: 'place', type: 'circle', source: 'asked', filter: is('place'), paint: { 'circle-color': color('--map-asked'), 'circle-radius': 4, 'circle-stroke-width': 2, 'circle-stroke-color': color('--map-land') } },
  {
    id: 'place-name', type: 'symbol', source: 'asked', filter: is('place'),
    layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': 14, 'text-variable-anchor': ['bottom', 'top', 'left', 'right'], 'text-radial-offset': 1.4, 'text-max-width': 12 },
    paint: { 'text-color': color('--map-asked'), 'text-halo-color': color('--map-land'), 'text-halo-width': 2 },
  },
]

const is = (value: string, property = 'kind'): ExpressionSpecification => ['==', ['get', property], value]

/** Numbers and points, and the one that somebody looks at in the list. Names make room for all of them. */
export const organisations = ({ color, language }: Look): LayerSpecification[] => [
  {
    id: 'groups', type: 'symbol', source: 'organisations', 'source-layer': 'organisations', filter: ['!', single],
    layout: {
      ...always, 'icon-image': markerImage(color, false), 'icon-size': ['step', ['get', 'count'], 0.75, 10, 0.94, 100, 1.19, 1000, 1.44],
      'text-field': ['number-format', ['get', 'count'], { locale: language }], 'text-font': fonts, 'text-size': ['step', ['get', 'count'], 13, 100, 14],
      'text-allow-overlap': true,
    },
    paint: { 'text-color': color('--map-point-ink') },
  },
  {
    id: 'points', type: 'symbol', source: 'organisations', 'source-layer': 'organisations', filter: single,
    layout: { ...always, 'icon-image': ['case', ['get', 'vague'], markerImage(color, true), markerImage(color, false)], 'icon-size': 0.5 },
  },
  { id: 'chosen', type: 'circle', source: 'chosen', paint: { 'circle-color': color('--map-chosen'), 'circle-radius': 11, 'circle-stroke-width': 4, 'circle-stroke-color': color('--map-point-edge') } },
]

const always = { 'icon-allow-overlap': true, 'icon-padding': 1 } as const

const markerImage = (color: Look['color'], hollow: boolean): ExpressionSpecification => {
  const image = (shape: Shape, name: string) => imageName({ shape, fill: color(name), edge: color('--map-point-edge'), hollow })
  return ['match', ['get', 'marker'], 'office', image('square', '--map-office'), 'umbrella', image('diamond', '--map-umbrella'), image('circle', '--map-point')]
}

/** Our land with what the operator has laid over it: streets, or pictures from elsewhere; with these come names. */
export const styleOf = (look: Look, raster: string | null, streets: Streets | null): StyleSpecification => ({
  version: 8,
  sources: { ...sources(look), ...streets ? { streets: streets.source } : {}, ...raster ? { background: { type: 'raster', tiles: [raster], tileSize: 256 } as const } : {} },
  layers: [
    ...ground(look), // also below a background map, which may not answer
    ...raster ? [{ id: 'background', type: 'raster', source: 'background' } as const] : [],
    ...streets?.layers ?? [],
    ...boundaries(look), ...raster || streets ? [] : names(look), ...asked(look), ...organisations(look), obstacles.layer,
  ],
})

const line = (id: string, level: string, color: string, width: number): LayerSpecification =>
  ({ id, type: 'line', source: 'regions', 'source-layer': 'regions', filter: ['==', ['get', 'level'], level], layout: { 'line-join': 'round' }, paint: { 'line-color': color, 'line-width': width } })

const large: ExpressionSpecification = ['>', ['get', 'population'], 250_000]

const label = { 'text-field': ['get', 'name'] as ExpressionSpecification, 'text-font': fonts, 'text-max-width': 8 }

const name = (id: string, level: string, zooms: { minzoom?: number, maxzoom?: number }, color: Look['color']) => ({
  id, type: 'symbol' as const, source: 'regions', 'source-layer': 'names', filter: is(level, 'level'), ...zooms,
  paint: { 'text-color': color('--map-name'), 'text-halo-color': color('--map-land'), 'text-halo-width': 1.5 },
})
