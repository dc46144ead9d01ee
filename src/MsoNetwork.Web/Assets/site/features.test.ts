import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startIn } from './features'

// What startIn asks of an element, and no more; the browser's tests see the rest.
const element = () => ({ dataset: {} as Record<string, string>, sentence: { hidden: true }, querySelectorAll() { return [this.sentence] } })
const root = (...elements: unknown[]) => ({ querySelectorAll: () => elements }) as unknown as ParentNode
const settled = () => new Promise(resolve => setTimeout(resolve))

test('A feature starts once for each element, however often it is looked for', async () => {
  const found = element()
  let starts = 0
  const features = [{ selector: '.a', when: 'now' as const, load: async () => ({ start: () => { starts++ } }) }]
  startIn(root(found), features)
  startIn(root(found), features)
  await settled()
  assert.equal(starts, 1)
})

test('A feature that fails says so in its place, and the others start', async context => {
  context.mock.method(console, 'warn', () => {})
  const found = element()
  let other = false
  startIn(root(found), [
    { selector: '.a', when: 'now', load: async () => { throw new Error('gone') } },
    { selector: '.b', when: 'now', load: async () => ({ start: () => { other = true } }) },
  ])
  await settled()
  assert.deepEqual([found.dataset.state, found.sentence.hidden, other], ['failed', false, true])
})
