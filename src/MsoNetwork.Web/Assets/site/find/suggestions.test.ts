import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Asking, indexOf, moved, type Suggestions } from './suggestions'

const after = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
const answer = (count: string): Suggestions => ({ count, groups: [] })

test('Only the last of several questions typed quickly is asked', async () => {
  const asked: string[] = []
  const asking = new Asking(5, async address => { asked.push(address); return answer(address) })
  const answered: string[] = []
  for (const address of ['f', 'fr', 'fra']) asking.ask(address, found => answered.push(found.count))
  await after(40)
  assert.deepEqual([asked, answered], [['fra'], ['fra']])
})

test('An answer that comes after the next question is thrown away', async () => {
  const asking = new Asking(0, async address => { await after(address === 'slow' ? 60 : 1); return answer(address) })
  const answered: string[] = []
  asking.ask('slow', found => answered.push(found.count))
  await after(20)
  asking.ask('quick', found => answered.push(found.count))
  await after(100)
  assert.deepEqual(answered, ['quick'])
})

test('A question that fails says nothing', async () => {
  const asking = new Asking(0, async () => { throw new Error('offline') })
  asking.ask('x', () => assert.fail())
  await after(20)
})

test('Arrows go through the options and through the field in both directions', () => {
  const way = (key: string) => Array.from({ length: 4 }).reduce<number[]>(all => [...all, moved(key, all.at(-1)!, 3)], [-1])
  assert.deepEqual(way('ArrowDown'), [-1, 0, 1, 2, -1])
  assert.deepEqual(way('ArrowUp'), [-1, 2, 1, 0, -1])
  assert.equal(moved('ArrowDown', -1, 0), -1)
})

test('A suggestion is found again in a later list by all that it says, not by its place', () => {
  const town = (label: string, value: string | null, address: string | null) => ({ label, hint: null, address, value })
  const list = [town('Düren', null, '/a'), town('Dürener Straße', 'Düren', null), town('Düren', 'Düren', null)]
  assert.equal(indexOf({ ...town('Düren', 'Düren', null), hint: 'Stadt' }, list), 2)
  assert.equal(indexOf(town('Düren', null, '/b'), list), -1)
})
