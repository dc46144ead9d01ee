import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askForDrawing } from './network-source'

const source = new URL('https://verzeichnis.test/network/drawing.json?region=05&ever=true')

function answering(status: (asked: URL) => number) {
  const asked: string[] = []
  const ask = async (url: URL | RequestInfo) => {
    asked.push(String(url))
    return new Response('{}', { status: status(new URL(String(url))) })
  }
  return { asked, ask: ask as typeof fetch }
}

test('All years are asked for once where they can be drawn', async () => {
  const { asked, ask } = answering(() => 200)
  assert.equal((await askForDrawing(source, ask)).isOfToday, false)
  assert.deepEqual(asked, [String(source)])
})

test('Where all years are too many, those of today are drawn', async () => {
  const { asked, ask } = answering(url => (url.searchParams.has('ever') ? 400 : 200))
  assert.equal((await askForDrawing(source, ask)).isOfToday, true)
  assert.deepEqual(asked, [String(source), 'https://verzeichnis.test/network/drawing.json?region=05'])
})

test('A server that fails is not asked again', async () => {
  const { asked, ask } = answering(() => 503)
  await assert.rejects(askForDrawing(source, ask), /503/)
  assert.equal(asked.length, 1)
})
