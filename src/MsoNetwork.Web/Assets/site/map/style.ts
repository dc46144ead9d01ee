import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'

const fonts = ['system-ui', 'sans-serif'] // the reader's own: nothing is fetched
const single: ExpressionSpecification = ['==', ['get', 'count'], 1]

/** What lies around North Rhine-Westphalia: without it one does not know where one is. */
const around: readonly (readonly [name: string, longitude: number, latitude: number])[] =
  [['NL', 5.75, 51.9], ['BE', 5.75, 50.55], ['Niedersachsen', 8.2, 52.75], ['Hessen', 9.1, 50.95], ['Rheinland-Pfalz', 7.15, 50.2]]

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
  { id: 'land', type: 'fill', source: 'regions', 'source-layer': 'regions', filter: ['==', ['get', 'level'], 'district'], paint: { 'fill-color': color('--map-land') } },
]

export const boundaries = ({ color }: Look): LayerSpecification[] => [
  line('municipalities', 'municipality', color('--map-line'), 0.7),
  line('districts', 'district', color('--map-line'), 1.2),
  line('state', 'state', color('--map-border'), 2),
]

export const names = ({ color }: Look): LayerSpecification[] => [
  { id: 'around', type: 'symbol', source: 'around', maxzoom: 9, layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': 13, 'text-letter-spacing': 0.1 }, paint: { 'text-color': color('--map-name') } },
  name('district-names', 'district', 12, { maxzoom: 10.5 }, color),
  name('municipality-names', 'municipality', 12, { minzoom: 10 }, color),
]

/** Numbers and points, and the one that somebody looks at in the list. */
export const organisations = ({ color, language }: Look): LayerSpecification[] => [
  {
    id: 'groups', type: 'circle', source: 'organisations', 'source-layer': 'organisations', filter: ['!', single],
    paint: {
      'circle-color': color('--map-point'), 'circle-radius': ['step', ['get', 'count'], 12, 10, 15, 100, 19, 1000, 23],
      'circle-stroke-width': 2, 'circle-stroke-color': color('--map-point-edge'),
    },
  },
  {
    id: 'numbers', type: 'symbol', source: 'organisations', 'source-layer': 'organisations', filter: ['!', single],
    layout: {
      'text-field': ['number-format', ['get', 'count'], { locale: language }], 'text-font': fonts, 'text-size': ['step', ['get', 'count'], 13, 100, 14],
      'text-allow-overlap': true, 'text-padding': 10, // names make room for it
    },
    paint: { 'text-color': color('--map-point-ink') },
  },
  {
    id: 'points', type: 'circle', source: 'organisations', 'source-layer': 'organisations', filter: single,
    paint: {
      'circle-color': ['case', ['get', 'vague'], color('--map-point-edge'), color('--map-point')], 'circle-radius': 7,
      'circle-stroke-width': ['case', ['get', 'vague'], 3, 2], 'circle-stroke-color': ['case', ['get', 'vague'], color('--map-point'), color('--map-point-edge')],
    },
  },
  { id: 'chosen', type: 'circle', source: 'chosen', paint: { 'circle-color': color('--map-chosen'), 'circle-radius': 11, 'circle-stroke-width': 4, 'circle-stroke-color': color('--map-point-edge') } },
]

export const styleOf = (look: Look, raster: string | null): StyleSpecification => ({
  version: 8,
  sources: { ...sources(look), ...raster ? { background: { type: 'raster', tiles: [raster], tileSize: 256 } as const } : {} },
  layers: [
    ...ground(look), // also below a background map, which may not answer
    ...raster ? [{ id: 'background', type: 'raster', source: 'background' } as const] : [],
    ...boundaries(look), ...raster ? [] : names(look), ...organisations(look),
  ],
})

const line = (id: string, level: string, color: string, width: number): LayerSpecification =>
  ({ id, type: 'line', source: 'regions', 'source-layer': 'regions', filter: ['==', ['get', 'level'], level], layout: { 'line-join': 'round' }, paint: { 'line-color': color, 'line-width': width } })

const name = (id: string, level: string, size: number, zooms: { minzoom?: number, maxzoom?: number }, color: Look['color']): LayerSpecification => ({
  id, type: 'symbol', source: 'regions', 'source-layer': 'names', filter: ['==', ['get', 'level'], level], ...zooms,
  layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': size, 'text-max-width': 8, 'text-padding': 6, 'text-variable-anchor': ['top', 'bottom', 'center'], 'text-radial-offset': 1.4 },
  paint: { 'text-color': color('--map-name'), 'text-halo-color': color('--map-land'), 'text-halo-width': 1.5 },
})
