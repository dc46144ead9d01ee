import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAround } from './extent'

const at = (latitude: number, longitude: number) => isAround({ latitude, longitude })

test('All corners of the state and its neighbours over the border are around, other cities are not', () => {
  assert.deepEqual([at(50.94, 6.96), at(50.33, 6.4), at(52.5, 8.6), at(51.08, 5.9), at(51.85, 9.4), at(50.85, 5.69)], Array(6).fill(true)) // Köln, Dahlem, Rahden, Selfkant, Höxter, Maastricht
  assert.deepEqual([at(52.52, 13.4), at(53.55, 10), at(50.11, 8.68), at(48.86, 2.35), at(0, 0)], Array(5).fill(false)) // Berlin, Hamburg, Frankfurt, Paris
})
