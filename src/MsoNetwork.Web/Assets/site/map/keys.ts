import { LngLat, type Map as MapLibre, type MapGeoJSONFeature } from 'maplibre-gl'
import { nearestTowards, type Point } from '../network-shape'

const most = 300 // a view has about a hundred
const turns: Record<string, number> = { ArrowRight: 0, ArrowDown: Math.PI / 2, ArrowLeft: Math.PI, ArrowUp: -Math.PI / 2 }

interface Shown { readonly button: HTMLButtonElement, readonly at: LngLat }

/**
 * What the canvas shows, once more as buttons that are seen only when they have the focus: one stop for the Tab key, arrows lead to the
 * next in their direction, Enter does what a click does.
 */
export function pointsForKeys(map: MapLibre, panel: HTMLElement, features: () => MapGeoJSONFeature[], open: (feature: MapGeoJSONFeature, at: LngLat, cause: Event) => void): void {
  const group = document.createElement('div')
  group.className = 'map-points'
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', panel.dataset.points ?? '')
  map.getCanvasContainer().after(group)
  const say = labels(panel)
  let shown: Shown[] = []
  let focus: LngLat | null = null // where somebody was, so that new buttons take over from old ones

  const places = (): Point[] => shown.map(({ at }) => map.project(at))
  const move = () => places().forEach(({ x, y }, index) => { Object.assign(shown[index]!.button.style, { left: `${x}px`, top: `${y}px` }) })
  const choose = (index: number) => shown.forEach(({ button }, other) => { button.tabIndex = other === index ? 0 : -1 })

  const renew = () => {
    const focused = group.contains(document.activeElement)
    const seen = new Set<string>()
    const found = features().flatMap(feature => {
      if (feature.geometry.type !== 'Point') return []
      const [longitude = 0, latitude = 0] = feature.geometry.coordinates
      const key = `${longitude} ${latitude}`
      if (seen.has(key)) return []
      seen.add(key)
      return [{ feature, at: new LngLat(longitude, latitude) }]
    })
    shown = found.sort((a, b) => b.at.lat - a.at.lat || a.at.lng - b.at.lng).slice(0, most).map(({ feature, at }) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.setAttribute('aria-label', say(feature.properties))
      button.addEventListener('focus', () => { focus = at })
      button.addEventListener('click', event => { focus = at; open(feature, at, event) })
      return { button, at }
    })
    const nearest = focus ? shown.reduce((best, { at }, index) => at.distanceTo(focus!) < (shown[best]?.at.distanceTo(focus!) ?? Infinity) ? index : best, 0) : 0
    group.replaceChildren(...shown.map(({ button }) => button))
    move()
    choose(nearest)
    if (focused) shown[nearest]?.button.focus({ preventScroll: true })
  }

  group.addEventListener('keydown', event => {
    const turn = turns[event.key]
    if (turn === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    const next = nearestTowards(places(), shown.findIndex(({ button }) => button === document.activeElement), shown.keys(), turn)
    if (next < 0) return
    choose(next)
    shown[next]?.button.focus({ preventScroll: true })
  })
  map.on('move', move)
  map.on('idle', renew)
}

/** "Düren: 15 organisations", or one organisation's name and town. */
function labels(panel: HTMLElement): (properties: MapGeoJSONFeature['properties']) => string {
  const forms = JSON.parse(panel.dataset.counts ?? '{}') as Record<string, string>
  const language = panel.dataset.language ?? 'de'
  const [plural, digits] = [new Intl.PluralRules([language, 'de']), new Intl.NumberFormat([language, 'de'])]
  return ({ name, town, count }) => {
    const what = name ?? (forms[plural.select(Number(count))] ?? forms.other ?? '{0}').replace('{0}', digits.format(Number(count)))
    return [...name ? [name, town] : [town, what]].filter(Boolean).join(': ')
  }
}
