import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filtersOf, readView, searchIn, writeView } from './view'

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
