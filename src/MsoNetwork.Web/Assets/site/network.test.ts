import assert from 'node:assert/strict'
import { test } from 'node:test'
import { between } from './pointers'
import { fit, nearestTowards, shownIn, within } from './network-shape'

const cross = [{ x: 0, y: 0 }, { x: 2, y: 0 }, { x: -2, y: 0 }, { x: 0, y: 2 }, { x: 0, y: -2 }, { x: 9, y: 1 }]

test('An arrow leads to who lies in its direction, the nearer first, and nowhere when nobody does', () => {
  const all = [...cross.keys()]
  assert.deepEqual([0, Math.PI / 2, Math.PI, -Math.PI / 2].map(turn => nearestTowards(cross, 0, all, turn)), [1, 3, 2, 4])
  assert.equal(nearestTowards(cross, 5, all, 0), -1)
  assert.equal(nearestTowards(cross, 0, [5, 2], 0), 5)
})

test('A tie is shown in the years in which it went on at their end', () => {
  const tie = { from: 0, to: 1, kind: 'EVENT', weight: 1, start: '2024-03-01', end: '2025-06-30' }
  assert.deepEqual([2023, 2024, 2025].map(year => shownIn(tie, year)), [false, true, false])
  assert.ok(shownIn(tie, 2025, '2025-06-30'))
  assert.ok(shownIn({ from: 0, to: 1, kind: 'EVENT', weight: 1 }, 1990))
})

test('Everything fits into the window, also a single node and none', () => {
  const view = fit(cross, 800, 600)
  for (const node of cross) assert.ok(view.x + node.x * view.scale >= 0 && view.x + node.x * view.scale <= 800 && view.y + node.y * view.scale >= 0 && view.y + node.y * view.scale <= 600)
  assert.ok(Number.isFinite(fit([{ x: 3, y: 3 }], 300, 300).x))
  assert.ok(Number.isFinite(fit([], 300, 300).x))
})

test('Two fingers have a middle and a distance, one has none, and none are nowhere', () => {
  assert.deepEqual(between([{ x: 0, y: 0 }, { x: 6, y: 8 }]), { x: 3, y: 4, apart: 10 })
  assert.deepEqual(between([{ x: 1, y: 2 }]), { x: 1, y: 2, apart: 0 })
  assert.equal(between([]), undefined)
})

test('A name at the edge is moved inwards, one outside or too long is left', () => {
  assert.deepEqual([within(5, 50, 300), within(150, 50, 300), within(295, 50, 300)], [50, 150, 250])
  assert.deepEqual([within(-9, 50, 300), within(310, 50, 300), within(10, 200, 300)], [-9, 310, 10])
})
