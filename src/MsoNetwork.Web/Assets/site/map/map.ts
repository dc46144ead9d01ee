import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { AttributionControl, type GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl, type VectorTileSource } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { asked, boundaries, organisations, sources, styleOf, type Look } from './style'
import { linkWithList } from './linked'
import { drawMarkers } from './markers'
import { keepNamesAway, obstacles } from './obstacles'
import { circleAround, readView, searchIn, writeView } from './view'
import { goTo } from '../find/live'

const state: [number, number, number, number] = [5.86, 50.32, 9.47, 52.54] // North Rhine-Westphalia: west, south, east, north
const patience = 5000 // milliseconds for a style from elsewhere
const closest = 11 // zoom for a single place: with the next towns, so that one sees where it is
const narrowest = 16 // the last zoom of tiles: what is one feature there stays one

export async function draw(panel: HTMLElement): Promise<void> {
  setWorkerUrl(new URL(worker, location.href).href)
  const frame = panel.querySelector<HTMLElement>('.map')!
  const texts = panel.dataset
  const background = texts.background ?? null
  const raster = background?.includes('{z}') ? background : null
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const box = new URLSearchParams(location.search).get('box')?.split(',').map(Number)
  const view = readView(location.hash)
  const elsewhere = background && !raster ? await styleFrom(background) : null
  const { streetsOf } = texts.basemap ? await import('./basemap') : { streetsOf: null }
  const streets = () => streetsOf?.(texts.basemap!, texts.language ?? 'de', dark.matches) ?? null
  const map = new MapLibre({
    container: frame,
    style: elsewhere ?? styleOf(look(panel), raster, streets()),
    ...view ? { center: [view.longitude, view.latitude] as [number, number], zoom: view.zoom } : { bounds: box?.length === 4 ? box as typeof state : state },
    fitBoundsOptions: { padding: 24 }, minZoom: 4, maxZoom: 18, maxPitch: 0, dragRotate: false, pitchWithRotate: false, touchPitch: false,
    cooperativeGestures: window.matchMedia('(pointer: coarse)').matches, reduceMotion: still, fadeDuration: still ? 0 : 200, attributionControl: false,
    locale: {
      'Map.Title': frame.getAttribute('aria-label') ?? '', 'NavigationControl.ZoomIn': texts.zoomIn ?? '', 'NavigationControl.ZoomOut': texts.zoomOut ?? '',
      'CooperativeGesturesHandler.MobileHelpText': texts.twoFingers ?? '', 'CooperativeGesturesHandler.WindowsHelpText': texts.twoFingers ?? '', 'Popup.Close': texts.close ?? '',
    },
  })
  drawMarkers(map)
  keepNamesAway(map)
  frame.removeAttribute('role') // the canvas is the region and has the name
  frame.removeAttribute('aria-label')
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new AttributionControl({ compact: false, ...texts.attribution ? { customAttribution: escaped(texts.attribution) } : {} }), 'bottom-right')
  if (elsewhere) map.on('style.load', () => addTo(map, look(panel)))
  else dark.addEventListener('change', () => map.setStyle(styleOf(look(panel), raster, streets())))
  map.on('style.load', () => map.getSource<GeoJSONSource>('asked')?.setData(shownAsked)) // a new look keeps what is marked
  map.on('error', ({ error }) => console.warn('map', error))
  map.on('movestart', () => { delete panel.dataset.shown }) // said again when it has come to rest
  map.on('idle', () => {
    panel.dataset.shown = String(shown(map))
    panel.dataset.streets = String(streetsShown(map))
    panel.dataset.names = named(map).join('|')
    explain(map, panel)
  })
  await new Promise<void>(resolve => map.once('load', () => resolve()))
  linkWithList(map, panel, narrowest)
  followMoves(map, panel)
  followSearch(map, panel, still)
  await showAsked(map, still, !view && !box)
}

function look(panel: HTMLElement): Look {
  const style = getComputedStyle(panel)
  return {
    color: name => style.getPropertyValue(name).trim(), language: panel.dataset.language ?? 'de',
    tiles: tilesOf(panel, filters()), regions: `${location.origin}/tiles/regions/{z}/{x}/{y}.mvt`,
  }
}

/** What the server has understood of the page's address. */
const filters = (): string => document.querySelector<HTMLElement>('[data-filters]')?.dataset.filters ?? ''

const tilesOf = (panel: HTMLElement, filters: string): string => `${location.origin}${base(panel)}/{z}/{x}/{y}.mvt${filters && `?${filters}`}`

// Organisations, unless the panel names something else with places.
const base = (panel: HTMLElement): string => panel.dataset.tiles ?? '/tiles'

// A background map that does not answer leaves ours.
async function styleFrom(address: string): Promise<string | null> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(patience) })).ok ? address : null
  } catch {
    return null
  }
}

// Over a style from elsewhere: our boundaries and organisations, its names.
function addTo(map: MapLibre, look: Look): void {
  for (const [id, source] of Object.entries(sources(look))) map.addSource(id, source)
  for (const layer of [...boundaries(look), ...asked(look), ...organisations(look), obstacles.layer]) map.addLayer(layer)
}

/** The address keeps what somebody has moved to, and offers to search there. */
function followMoves(map: MapLibre, panel: HTMLElement): void {
  const button = panel.querySelector<HTMLButtonElement>('.search-here')
  map.on('moveend', event => {
    if (!(event as { originalEvent?: Event }).originalEvent) return
    const { lat, lng } = map.getCenter()
    history.replaceState(history.state, '', location.pathname + location.search + writeView({ zoom: map.getZoom(), latitude: lat, longitude: lng }))
    if (button) button.hidden = false
  })
  button?.addEventListener('click', () => {
    button.hidden = true
    const edges = map.getBounds()
    void goTo(`${location.pathname}?${searchIn(location.search, [edges.getWest(), edges.getSouth(), edges.getEast(), edges.getNorth()])}`)
  })
}

/** After live results the tiles are those of the new search, and the map goes where they are unless a part of it was asked for. */
function followSearch(map: MapLibre, panel: HTMLElement, still: boolean): void {
  document.addEventListener('results', () => {
    map.getSource<VectorTileSource>('organisations')?.setTiles([tilesOf(panel, filters())])
    const button = panel.querySelector<HTMLButtonElement>('.search-here')
    if (button) button.hidden = true
    void showAsked(map, still, !new URLSearchParams(filters()).has('box'))
  })
}

interface Box { readonly west: number, readonly south: number, readonly east: number, readonly north: number }
interface Asked { readonly view: Box | null, readonly circle: { latitude: number, longitude: number, km: number } | null, readonly outline: Geometry | null }

let shownAsked: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Draws what was searched in, and goes there: to the circle or the region, not only to whoever was found in it. */
async function showAsked(map: MapLibre, still: boolean, goes: boolean): Promise<void> {
  const panel = map.getContainer().closest<HTMLElement>('[data-map]')!
  if (panel.dataset.picture) printed(map).src = `${panel.dataset.picture}?${filters()}`
  const answer = await fetch(`${base(panel)}/extent.json?${filters()}`)
  if (!answer.ok) return
  const { view, circle, outline } = await answer.json() as Asked
  const name = document.querySelector<HTMLElement>('[data-filters]')?.dataset.place ?? ''
  shownAsked = {
    type: 'FeatureCollection',
    features: [
      ...outline ? [feature('outline', outline)] : [],
      ...circle ? [feature('circle', { type: 'Polygon', coordinates: [circleAround(circle)] }), feature('place', { type: 'Point', coordinates: [circle.longitude, circle.latitude] }, name)] : [],
    ],
  }
  map.getSource<GeoJSONSource>('asked')?.setData(shownAsked)
  if (goes) map.fitBounds(view ? [view.west, view.south, view.east, view.north] : state, { padding: 32, maxZoom: closest, animate: !still })
}

// Paper gets a drawing of the same: what a canvas shows is not printed well, or not at all.
function printed(map: MapLibre): HTMLImageElement {
  const panel = map.getContainer().closest<HTMLElement>('[data-map]')!
  const next = panel.nextElementSibling
  if (next instanceof HTMLImageElement) return next
  const image = new Image()
  image.className = 'printed-map'
  image.alt = map.getCanvas().getAttribute('aria-label') ?? ''
  panel.after(image)
  return image
}

const feature = (kind: string, geometry: Geometry, name = ''): Feature => ({ type: 'Feature', properties: { kind, name }, geometry })

// How many organisations the drawn tiles hold.
function shown(map: MapLibre): number {
  if (!map.getSource('organisations')) return 0
  return map.querySourceFeatures('organisations', { sourceLayer: 'organisations' }).reduce((sum, feature) => sum + Number(feature.properties.count), 0)
}

// Towns that have found room for their name.
const named = (map: MapLibre): string[] => map.getLayer('town-names')
  ? [...new Set(map.queryRenderedFeatures({ layers: ['town-names'] }).map(({ properties }) => String(properties.name)))] : []

// The legend has the signs that are on the map.
function explain(map: MapLibre, panel: HTMLElement): void {
  const features = map.getSource('organisations') ? map.querySourceFeatures('organisations', { sourceLayer: 'organisations' }) : []
  const signs = new Set(features.flatMap(({ properties: { marker, vague, count } }) =>
    [String(marker), ...vague && count === 1 ? ['vague'] : []]))
  for (const item of panel.querySelectorAll<HTMLElement>('.map-legend [data-sign]')) item.hidden = !signs.has(item.dataset.sign!)
}

// How many pieces of streets the drawn tiles hold.
const streetsShown = (map: MapLibre): number => map.getSource('streets') ? map.querySourceFeatures('streets', { sourceLayer: 'roads' }).length : 0

const escaped = (text: string): string => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)
