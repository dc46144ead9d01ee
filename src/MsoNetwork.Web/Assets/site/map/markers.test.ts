import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imageName, readImageName, type Marker } from './markers'
import { steps } from './obstacles'

test('A marker is read as it was named', () => {
  const marker: Marker = { shape: 'diamond', fill: '#8a2f6d', edge: 'rgb(1, 2, 3)', hollow: true }
  assert.deepEqual(readImageName(imageName(marker)), marker)
  assert.equal(readImageName('blank'), null)
})

test('Obstacles reach from end to end and leave no gap for a name', () => {
  for (const [from, to] of [[0, 0], [0, 5], [10, 500], [-3, 301]] as const) {
    const found = steps(from, to)
    assert.deepEqual([found[0], found.at(-1)], [from, to])
    for (const [index, step] of found.entries()) if (index > 0) assert.ok(step - found[index - 1]! <= 24)
  }
})
