// For measure-fairness: a visitor's times alone and beside a client that asks dear things in a loop from many connections.
import { readFileSync } from 'node:fs'
import http from 'node:http'

const [port, process_, slug, connections, seconds] = process.argv.slice(2).map((text, at) => (at === 2 ? text : Number(text)))
const graph = query => ({ path: '/graphql', body: JSON.stringify({ query }) })
const near = 'near: { municipality: "Dortmund", radiusKm: 500 }'
const repeated = (times, field) => `{ ${Array.from({ length: times }, (_, at) => `a${at}: ${field(at)}`).join(' ')} }`
const day = at => `2026-${String(1 + (at % 9)).padStart(2, '0')}-${String(1 + (at % 27)).padStart(2, '0')}`
let [nth, id] = [0, '']
const dear = {
  'all outlines': () => graph('{ regions(level: MUNICIPALITY) { boundary } }'),
  'all outlines, 20 times (refused)': () => graph(repeated(20, () => 'regions(level: MUNICIPALITY) { boundary }')),
  '500 km, last, count': () => graph(`{ organisations(filter: { ${near} }, last: 50) { totalCount edges { distanceKm } } }`),
  '500 km, four times': () => graph(repeated(4, at =>
    `organisations(filter: { ${near} }, last: ${40 + at}) { totalCount edges { distanceKm } }`)),
  'networks of other days': () => graph(repeated(10, at =>
    `network(region: "05", at: "${day(nth++ + at)}") { measures { density } }`)),
  'searches with facets': () => graph(repeated(10, () =>
    'searchOrganisations(query: "verein dortmnud", first: 20) { totalCount nodes { name } facets { name buckets { key count } } }')),
  'partner suggestions': () => graph(repeated(10, () => `partnerSuggestions(organisation: "${id}") { score }`)),
  'lists in lists': () => graph('{ organisations(first: 100) { nodes { id slug name topics { key } '
    + 'offers { key } targetGroups { key } members(first: 20) { nodes { name slug } } } } }'),
  'export.xlsx': () => ({ path: '/organisations/export.xlsx' }),
  'network as GEXF': () => ({ path: '/network/export.gexf?region=05' }),
  'search pages': () => ({ path: `/de/organisationen?q=${encodeURIComponent('frauen kultur ' + (nth++ % 50))}` }),
}
const pages = ['/de/organisationen?q=deutschkurs', '/de/', `/de/organisationen/${slug}`, '/de/organisationen?topics=education']
const ask = (localAddress, { path, body }, agent) => new Promise(resolve => {
  const begun = performance.now()
  const headers = body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : { accept: 'text/html,*/*' }
  if (!body && !path.startsWith('/de')) headers.accept = '*/*'
  const request = http.request({ host: '127.0.0.1', port, path, agent, localAddress, method: body ? 'POST' : 'GET', headers }, response => {
    let start = ''
    response.on('data', part => { if (start.length < 200) start += part })
    response.on('end', () => resolve({ status: response.statusCode, ms: performance.now() - begun, start }))
    response.on('error', () => resolve({ status: 0, ms: performance.now() - begun, start: '' }))
  })
  request.on('error', () => resolve({ status: 0, ms: performance.now() - begun, start: '' }))
  request.end(body)
})
const at = (sorted, share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]
const memory = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process_}/status`, 'utf8'))[1]) / 1024)
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

async function visit(until) {
  const times = []
  const statuses = {}
  for (let turn = 0; performance.now() < until; turn++) {
    const { status, ms } = await ask('127.0.0.2', { path: pages[turn % pages.length] }, new http.Agent())
    times.push(ms)
    statuses[status] = (statuses[status] ?? 0) + 1
    await sleep(80) // a network gets 20 pages a second back, of which a visitor takes less
  }
  return { times: times.sort((a, b) => a - b), statuses }
}

const told = ({ times, statuses }) => `p50 ${at(times, 0.5).toFixed(0)} p95 ${at(times, 0.95).toFixed(0)} ms, ${JSON.stringify(statuses)}`
const asked = await ask('127.0.0.2', graph(`{ organisation(slug: "${slug}") { id } }`))
id = JSON.parse(asked.start).data.organisation.id
await visit(performance.now() + 15_000) // the just-in-time compiler
for (const [name, question] of Object.entries(dear)) {
  const alone = await visit(performance.now() + seconds * 500)
  const until = performance.now() + seconds * 1_000
  const got = {}
  let [most, example] = [0, '']
  const watch = setInterval(() => { most = Math.max(most, memory()) }, 100)
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const loops = Array.from({ length: connections }, async () => {
    while (performance.now() < until) {
      const { status, start } = await ask('127.0.0.1', question(), agent)
      if (status === 200 && start.startsWith('{"errors')) example = start
      got[status] = (got[status] ?? 0) + 1
      if (status === 429 || status === 503) await sleep(50) // ill-mannered enough: Retry-After says seconds
    }
  })
  const beside = await visit(until)
  await Promise.all(loops)
  clearInterval(watch)
  agent.destroy()
  console.log(`${name}: alone ${told(alone)}; beside ${told(beside)} (p95 x ${(at(beside.times, 0.95) / at(alone.times, 0.95)).toFixed(1)}); `
    + `client ${JSON.stringify(got)}; memory ${most} MB, then ${memory()} MB ${example}`)
  await sleep(Number(process.env.REST ?? 65) * 1_000) // so that the next begins with a whole budget
}
await sleep(30_000)
console.log(`memory after a rest: ${memory()} MB`)
