import { Popup, type GeoJSONSource, type Map as MapLibre, type MapMouseEvent } from 'maplibre-gl'
import { goTo } from '../find/live'
import { searchIn } from './view'

const clickable = ['points', 'groups']
const around = 24 // pixels beside what cannot be drawn apart

/** A hit that is pointed at or focused shows on the map; a point that is clicked shows in the list. */
export function linkWithList(map: MapLibre, panel: HTMLElement, narrowest: number): void {
  const page = panel.closest<HTMLElement>('[data-live]') ?? document.body
  for (const [enter, leave] of [['pointerover', 'pointerout'], ['focusin', 'focusout']] as const) {
    page.addEventListener(enter, event => mark(map, panel, hitOf(event.target)))
    page.addEventListener(leave, event => { if (hitOf(event.target)) mark(map, panel, null) })
  }
  map.on('click', event => clicked(map, panel, page, event, narrowest))
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

function clicked(map: MapLibre, panel: HTMLElement, page: HTMLElement, event: MapMouseEvent, narrowest: number): void {
  const [feature] = map.queryRenderedFeatures(event.point, { layers: clickable.filter(layer => map.getLayer(layer)) })
  if (!feature) return
  const { slug, name, town, vague } = feature.properties as { slug?: string, name?: string, town?: string, vague: boolean }
  if (slug) {
    const hit = page.querySelector<HTMLElement>(`.hit[data-slug="${CSS.escape(slug)}"]`)
    if (hit) select(hit)
    else new Popup({ closeButton: false, maxWidth: '18rem', offset: 12 }).setLngLat(event.lngLat).setDOMContent(card(panel, slug, name ?? slug, town ?? '', vague)).addTo(map)
    return
  }
  const closer = Math.floor(map.getZoom()) + 2
  if (map.getZoom() < narrowest) return void map.easeTo({ center: event.lngLat, zoom: Math.min(closer, narrowest) }, { originalEvent: event.originalEvent })
  // They stand at one place: the list shows them.
  const [low, high] = [map.unproject([event.point.x - around, event.point.y + around]), map.unproject([event.point.x + around, event.point.y - around])]
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
