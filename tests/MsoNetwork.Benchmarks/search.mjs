// Two programs for measure-search: "serve" answers searches with MiniSearch 7.2 (prefix, fuzzy 0.2) over HTTP,
// "load" asks one of the two servers all judged queries in random order and prints quantiles of the answers' times in ms.
import { createReadStream, readFileSync } from 'node:fs'
import http from 'node:http'
import { createInterface } from 'node:readline'

const [what, ...rest] = process.argv.slice(2)

async function serve(modules, documents, port) {
  const { default: MiniSearch } = await import(`${modules}/minisearch/dist/es/index.js`)
  const index = new MiniSearch({ fields: ['name', 'town', 'topics', 'origins', 'description'], storeFields: ['name'], searchOptions: { prefix: true, fuzzy: 0.2 } })
  for await (const line of createInterface({ input: createReadStream(documents) })) index.add(JSON.parse(line))
  http.createServer((request, response) => {
    const text = new URL(request.url, 'http://localhost').searchParams.get('q')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(index.search(text).slice(0, 20)))
  }).listen(+port, () => console.log('Ready'))
}

async function load(kind, port, queries, connections, rounds) {
  const texts = JSON.parse(readFileSync(queries)).map(judged => judged.query)
  const agent = new http.Agent({ keepAlive: true, maxSockets: +connections })
  const document = `query ($text: String!) { searchOrganisations(query: $text, first: 20) { totalCount edges { score node { id name seat { town } } } ${kind.endsWith('facets') ? 'facets { name buckets { key count } }' : ''} } }`
  const ask = text => new Promise((resolve, reject) => {
    const body = kind === 'minisearch' ? null : JSON.stringify({ query: document, variables: { text } })
    const path = body ? '/graphql' : `/?q=${encodeURIComponent(text)}`
    const headers = body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}
    const begun = process.hrtime.bigint()
    const request = http.request({ port, path, agent, method: body ? 'POST' : 'GET', headers }, response => {
      let length = 0, start = ''
      response.on('data', part => { length += part.length; if (start.length < 12) start += part })
      response.on('end', () => response.statusCode === 200 && !start.startsWith('{"errors') ? resolve(Number(process.hrtime.bigint() - begun) / 1e6) : reject(new Error(start)))
    })
    request.on('error', reject)
    request.end(body)
  })
  let seed = 1
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648
  const shuffled = () => texts.map(text => [random(), text]).sort((a, b) => a[0] - b[0]).map(pair => pair[1])
  const times = []
  for (let round = 0; round <= +rounds; round++) {
    const queue = shuffled()
    const worker = async () => { while (queue.length) { const time = await ask(queue.pop()); if (round > 0) times.push(time) } }
    await Promise.all(Array.from({ length: +connections }, worker))
  }
  times.sort((a, b) => a - b)
  const at = share => times[Math.floor(share * (times.length - 1))].toFixed(2)
  console.log(`${kind.padEnd(18)} ${connections} connections: p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms (${times.length} queries)`)
  agent.destroy()
}

await (what === 'serve' ? serve(...rest) : load(...rest))
