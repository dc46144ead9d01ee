import assert from 'node:assert/strict'
import { test } from 'node:test'
import { circleAround, exactness, filtersOf, readView, searchIn, writeView } from './view'

test('A view is read as it was written', () => {
  const view = { zoom: 9.5, latitude: 51.2345, longitude: 6.7 }
  assert.deepEqual(readView(writeView(view)), view)
})

test('What is no view is none', () => {
  for (const hash of ['', '#main', '#map=', '#map=1/2', '#map=99/51/7', '#map=9/91/7', '#map=9/51/7/1', '#map=a/b/c']) assert.equal(readView(hash), null)
})

test('Sorting, paging and empty fields are no filters of the map', () => {
  assert.equal(filtersOf('?q=frauen&near=&topics=work&topics=art&sort=name&after=xyz'), 'q=frauen&topics=work&topics=art')
})

test('Searching in a part of the map replaces the place and keeps the rest', () => {
  assert.equal(new URLSearchParams(searchIn('?q=frauen&near=K%C3%B6ln&km=20&box=1,2,3,4&after=x', [6.12345678, 50, 7, 51.00004])).toString(),
    new URLSearchParams({ q: 'frauen', box: '6.1235,50,7,51' }).toString())
})

test('A circle is closed and everywhere as far from its middle as it says', () => {
  const corners = circleAround({ latitude: 51, longitude: 7, km: 20 })
  assert.deepEqual(corners[0]!.map(degrees => degrees.toFixed(6)), corners.at(-1)!.map(degrees => degrees.toFixed(6)))
  for (const [longitude, latitude] of corners) assert.ok(Math.abs(distance([7, 51], [longitude, latitude]) - 20) < 0.1)
})

test('A point of a tile is known as exactly as the tile tells', () => {
  assert.equal(exactness(16.7), 10)
  assert.ok(exactness(7) > 70 && exactness(7) < 80)
})

// Kilometres on a sphere (haversine).
function distance([a, b]: [number, number], [c, d]: [number, number]): number {
  const [south, north, turn] = [b, d, c - a].map(degrees => degrees * Math.PI / 180) as [number, number, number]
  return 12_742 * Math.asin(Math.sqrt(Math.sin((north - south) / 2) ** 2 + Math.cos(south) * Math.cos(north) * Math.sin(turn / 2) ** 2))
}
