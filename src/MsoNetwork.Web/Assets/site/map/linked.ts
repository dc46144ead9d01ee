import { Popup, type GeoJSONSource, type LngLat, type Map as MapLibre, type MapGeoJSONFeature } from 'maplibre-gl'
import { goTo } from '../find/live'
import { exactness, searchIn } from './view'
import { pointsForKeys } from './keys'

const clickable = ['points', 'groups']
const around = 40 // metres: what the last zoom cannot draw apart

/** A hit that is pointed at or focused shows on the map; a point that is clicked shows in the list. */
export function linkWithList(map: MapLibre, panel: HTMLElement, narrowest: number): void {
  const page = panel.closest<HTMLElement>('[data-live]') ?? document.body
  for (const [enter, leave] of [['pointerover', 'pointerout'], ['focusin', 'focusout']] as const) {
    page.addEventListener(enter, event => mark(map, panel, hitOf(event.target)))
    page.addEventListener(leave, event => { if (hitOf(event.target)) mark(map, panel, null) })
  }
  const open = (feature: MapGeoJSONFeature, at: LngLat, cause: Event) => opened(map, panel, page, feature, at, cause, narrowest)
  map.on('click', event => {
    const [feature] = shownAt(map, [event.point.x, event.point.y])
    if (feature) open(feature, event.lngLat, event.originalEvent)
  })
  pointsForKeys(map, panel, () => shownAt(map), open)
  for (const layer of clickable) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer' })
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = '' })
  }
}

const hitOf = (target: EventTarget | null): HTMLElement | null => target instanceof Element ? target.closest<HTMLElement>('.hit[data-at]') : null

function mark(map: MapLibre, panel: HTMLElement, hit: HTMLElement | null): void {
  if (hit) panel.dataset.chosen = hit.dataset.slug
  else delete panel.dataset.chosen
  const coordinates = hit?.dataset.at?.split(',').map(Number)
  map.getSource<GeoJSONSource>('chosen')?.setData({
    type: 'FeatureCollection',
    features: coordinates ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } }] : [],
  })
}

function shownAt(map: MapLibre, point?: [number, number]): MapGeoJSONFeature[] {
  const layers = clickable.filter(layer => map.getLayer(layer))
  return point ? map.queryRenderedFeatures(point, { layers }) : map.queryRenderedFeatures({ layers })
}

interface AtPlace { readonly name: string, readonly slug: string, readonly address: string, readonly where: string, readonly kind: string | null, readonly topics: string[] }
interface PlaceAnswer { readonly count: string, readonly organisations: AtPlace[], readonly more: boolean, readonly all?: string | null }

// Those that going nearer takes apart are gone nearer to; who stands at one place is a list.
function opened(map: MapLibre, panel: HTMLElement, page: HTMLElement, feature: MapGeoJSONFeature, at: LngLat, cause: Event, narrowest: number): void {
  const { slug, together } = feature.properties as { slug?: string, together?: boolean }
  const zoom = Math.min(Math.floor(map.getZoom()), narrowest)
  if (!slug && !together && map.getZoom() < narrowest) return void map.easeTo({ center: at, zoom: Math.min(zoom + 2, narrowest) }, { originalEvent: cause })
  const [longitude = 0, latitude = 0] = feature.geometry.type === 'Point' ? feature.geometry.coordinates : []
  void list(map, panel, page, { longitude, latitude, metres: slug || together ? exactness(zoom) : around })
}

async function list(map: MapLibre, panel: HTMLElement, page: HTMLElement, { longitude, latitude, metres }: { longitude: number, latitude: number, metres: number }): Promise<void> {
  const filters = page.querySelector<HTMLElement>('[data-filters]')?.dataset.filters ?? ''
  const answer = await fetch(`${panel.dataset.at}/${latitude.toFixed(6)},${longitude.toFixed(6)},${metres}?${filters}`)
  if (!answer.ok) return
  const { count, organisations, more, all } = await answer.json() as PlaceAnswer
  const slugs = new Set(organisations.map(({ slug }) => slug))
  for (const hit of page.querySelectorAll<HTMLElement>('.hit')) hit.classList.toggle('selected', slugs.has(hit.dataset.slug ?? ''))
  if (panel.classList.contains('beside')) page.querySelector('.hit.selected')?.scrollIntoView({ block: 'nearest' })
  const content = document.createElement('div')
  if (organisations.length > 1) content.append(text('p', count))
  const items = document.createElement('ul')
  items.append(...organisations.map(card))
  content.append(items)
  if (more) content.append(listLink(panel, all ?? inBox([longitude, latitude])))
  new Popup({ maxWidth: 'min(20rem, 80vw)', offset: 12 }).setLngLat([longitude, latitude]).setDOMContent(content).addTo(map)
}

function card({ name, address, where, kind, topics }: AtPlace): HTMLElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = address
  link.dir = 'auto'
  link.textContent = name
  item.append(link, ...[kind, where, topics.join(' · ')].filter(Boolean).map(line => text('p', line!)))
  return item
}

// The search page, at this place only.
function inBox([longitude, latitude]: readonly [number, number]): string {
  const edge = 0.0005 // degrees: some 50 m
  return `${location.pathname}?${searchIn(location.search, [longitude - edge, latitude - edge, longitude + edge, latitude + edge])}`
}

function listLink(panel: HTMLElement, address: string): HTMLElement {
  const link = document.createElement('a')
  link.href = address
  link.textContent = panel.dataset.showAll ?? ''
  link.addEventListener('click', event => {
    event.preventDefault()
    void goTo(link.href)
  })
  return link
}

function text(name: string, content: string): HTMLElement {
  const element = document.createElement(name)
  element.dir = 'auto'
  element.textContent = content
  return element
}
