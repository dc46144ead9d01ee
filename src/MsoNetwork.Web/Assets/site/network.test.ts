import assert from 'node:assert/strict'
import { test } from 'node:test'
import { between } from './pointers'
import { LabelPlaces, meets } from './labels'
import { around, fit, nearestTowards, shownIn } from './network-shape'

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
  assert.ok([1990, 2026].every(year => shownIn({ from: 0, to: 1, kind: 'EVENT', weight: 1 }, year))) // nobody knows since when
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

test('No label lies on a node or on another label, and the one that must be seen finds room further away', () => {
  let seed = 7
  const random = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648 }
  const nodes = Array.from({ length: 400 }, () => ({ x: random() * 900, y: random() * 600 }))
  const places = new LabelPlaces(17, 900)
  const circles = nodes.map(({ x, y }) => ({ left: x - 6, top: y - 6, right: x + 6, bottom: y + 6 }))
  for (const circle of circles) places.take(circle)
  const selected = places.place(nodes[0]!, 6, 220, 0, 40)
  assert.ok(selected)
  const labels = [selected, ...nodes.slice(1).map(node => places.place(node, 6, 40 + random() * 120, 0))].filter(box => box !== undefined)
  assert.ok(labels.length > 20, `${labels.length}`)
  for (const [at, label] of labels.entries()) {
    assert.ok(label.left >= 0 && label.right <= 900)
    assert.ok(![...circles, ...labels.slice(0, at)].some(other => meets(label, other)))
  }
})

test('Around one stand its partners and nobody else, each in a place of its own', () => {
  for (const count of [0, 1, 2, 13, 40]) {
    const partners = Array.from({ length: count }, (_, at) => at + 1)
    const places = around(0, partners)
    assert.deepEqual([...places.keys()], [0, ...partners])
    assert.equal(new Set([...places.values()].map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`)).size, count + 1)
  }
})
