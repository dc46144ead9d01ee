import { Popup, type GeoJSONSource, type LngLat, type Map as MapLibre, type MapGeoJSONFeature } from 'maplibre-gl'
import { goTo } from '../find/live'
import { searchIn } from './view'
import { pointsForKeys } from './keys'

const clickable = ['points', 'groups']
const around = 24 // pixels beside what cannot be drawn apart

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

function opened(map: MapLibre, panel: HTMLElement, page: HTMLElement, feature: MapGeoJSONFeature, at: LngLat, cause: Event, narrowest: number): void {
  const { slug, name, town, vague } = feature.properties as { slug?: string, name?: string, town?: string, vague: boolean }
  if (slug) {
    const hit = page.querySelector<HTMLElement>(`.hit[data-slug="${CSS.escape(slug)}"]`)
    if (hit) select(hit)
    else new Popup({ closeButton: false, maxWidth: '18rem', offset: 12 }).setLngLat(at).setDOMContent(card(panel, slug, name ?? slug, town ?? '', vague)).addTo(map)
    return
  }
  const closer = Math.floor(map.getZoom()) + 2
  if (map.getZoom() < narrowest) return void map.easeTo({ center: at, zoom: Math.min(closer, narrowest) }, { originalEvent: cause })
  // They stand at one place: the list shows them.
  const { x, y } = map.project(at)
  const [low, high] = [map.unproject([x - around, y + around]), map.unproject([x + around, y - around])]
  void goTo(`${location.pathname}?${searchIn(location.search, [low.lng, low.lat, high.lng, high.lat])}`)
}

function select(hit: HTMLElement): void {
  for (const other of document.querySelectorAll('.hit.selected')) other.classList.remove('selected')
  hit.classList.add('selected')
  hit.scrollIntoView({ block: 'nearest' })
  hit.querySelector('a')?.focus()
}

function card(panel: HTMLElement, slug: string, name: string, town: string, vague: boolean): HTMLElement {
  const content = document.createElement('div')
  const link = document.createElement('a')
  link.href = `${panel.dataset.page}/${slug}`
  link.dir = 'auto'
  link.textContent = name
  const where = document.createElement('p')
  where.textContent = vague ? `${town} · ${panel.dataset.townOnly}` : town
  content.append(link, where)
  return content
}
