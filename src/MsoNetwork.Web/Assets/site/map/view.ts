/** What the map's address says, as in openstreetmap.org's: #map=zoom/latitude/longitude. */
export interface View {
  readonly zoom: number
  readonly latitude: number
  readonly longitude: number
}

export function readView(hash: string): View | null {
  const numbers = /^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(hash)?.slice(1).map(Number)
  if (!numbers) return null
  const [zoom = NaN, latitude = NaN, longitude = NaN] = numbers
  return zoom >= 0 && zoom <= 22 && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 ? { zoom, latitude, longitude } : null
}

export const writeView = ({ zoom, latitude, longitude }: View): string => `#map=${zoom.toFixed(1)}/${latitude.toFixed(4)}/${longitude.toFixed(4)}`

/** The search page's parameters without those that change nothing on a map. */
export function filtersOf(search: string): string {
  const query = new URLSearchParams(search)
  for (const name of ['sort', 'after']) query.delete(name)
  for (const [name, value] of [...query]) if (!value) query.delete(name)
  return query.toString()
}

/** The same search, in this part of the map instead of around a place. */
export function searchIn(search: string, edges: readonly [west: number, south: number, east: number, north: number]): string {
  const query = new URLSearchParams(filtersOf(search))
  for (const name of ['near', 'km', 'box']) query.delete(name)
  query.set('box', edges.map(edge => String(Math.round(edge * 1e4) / 1e4)).join(','))
  return query.toString()
}

/** A circle on the earth as the corners of a polygon: longitude, latitude. */
export function circleAround({ latitude, longitude, km }: { latitude: number, longitude: number, km: number }): [number, number][] {
  const high = km / 111.32 // kilometres of a degree
  const wide = high / Math.cos(latitude * Math.PI / 180)
  return Array.from({ length: 97 }, (_, corner) => {
    const turn = corner / 96 * 2 * Math.PI
    return [longitude + wide * Math.sin(turn), latitude + high * Math.cos(turn)]
  })
}

/** Metres of a unit of the tiles at a zoom, and a little more: as exactly as a point of theirs is known. */
export const exactness = (zoom: number): number => Math.max(10, Math.ceil(40_075_017 / 2 ** Math.floor(zoom) / 4096))
