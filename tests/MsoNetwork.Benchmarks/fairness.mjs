// For measure-fairness: a visitor's times alone and beside a client that asks dear things in a loop from many connections; beside idle
// connections; pages a second; forty of the dearest at once. The client has a thread of its own, so that the visitor's clock does not wait
// for what the client reads.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const [port, process_, slug, connections, seconds, idle] = process.argv.slice(2)
  .map((text, at) => (at === 2 ? text : at === 3 ? text.split(',').map(Number) : Number(text)))
const graph = query => ({ path: '/graphql', body: JSON.stringify({ query }) })
const near = 'near: { municipality: "Dortmund", radiusKm: 500 }'
const repeated = (times, field) => `{ ${Array.from({ length: times }, (_, at) => `a${at}: ${field(at)}`).join(' ')} }`
const day = at => `2026-${String(1 + (at % 9)).padStart(2, '0')}-${String(1 + (at % 27)).padStart(2, '0')}`
let [nth, id] = [workerData?.nth ?? 0, workerData?.id ?? '']
const dear = {
  'all outlines': () => graph('{ regions(level: MUNICIPALITY) { boundary } }'),
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
  'export.csv, another each time': () => ({ path: `/organisations/export.csv?regions=05,0${nth++ % 2 ? 5 : 51}&topics=education&labels=${'de en tr ar uk'.split(' ')[nth % 5]}` }),
  'network as GEXF': () => ({ path: '/network/export.gexf?region=05' }),
  'search pages': () => ({ path: `/de/organisationen?q=${encodeURIComponent('frauen kultur ' + (nth++ % 50))}` }),
}
const pages = ['/de/organisationen?q=deutschkurs', '/de/', `/de/organisationen/${slug}`, '/de/organisationen?topics=education']
const ask = (localAddress, { path, body, cookie, coding }, agent) => new Promise(resolve => {
  const begun = performance.now()
  const headers = body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : { accept: 'text/html,*/*' }
  if (!body && !path.startsWith('/de')) headers.accept = '*/*'
  if (cookie) headers.cookie = cookie
  if (coding) headers['accept-encoding'] = coding
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

async function loop({ name, many }) {
  const [got, agent] = [{}, new http.Agent({ keepAlive: true, maxSockets: many })]
  let example = ''
  parentPort.on('message', () => { parentPort.postMessage({ got, example, nth }) })
  await Promise.all(Array.from({ length: many }, async () => {
    for (;;) {
      const { status, start } = await ask('127.0.0.1', dear[name](), agent)
      if (status >= 500 || (status === 200 && start.startsWith('{"errors'))) example = `${status} ${start}`
      got[status] = (got[status] ?? 0) + 1
      if (status === 429 || status === 503) await sleep(50) // ill-mannered enough: Retry-After says seconds
    }
  }))
}

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

const told = ({ times }) => `${at(times, 0.5).toFixed(0)} / ${at(times, 0.95).toFixed(0)}`
const statuses = got => Object.entries(got).map(([status, count]) => `${count} x ${status}`).join(', ')
if (isMainThread) id = JSON.parse((await ask('127.0.0.2', graph(`{ organisation(slug: "${slug}") { id } }`))).start).data.organisation.id

async function beside(name, many) {
  const before = await visit(performance.now() + seconds * 500)
  let most = 0
  const watch = setInterval(() => { most = Math.max(most, memory()) }, 100)
  const client = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2), workerData: { name, many, nth, id } })
  const visited = await visit(performance.now() + seconds * 1_000)
  const message = new Promise(resolve => client.once('message', resolve))
  client.postMessage('end')
  const { got, example, nth: last } = await message
  nth = last
  await client.terminate()
  clearInterval(watch)
  const rest = Number(process.env.REST ?? 65) * 1_000 // so that the next begins with a whole budget
  await sleep(rest / 2)
  const after = await visit(performance.now() + seconds * 500)
  const alone = { times: [...before.times, ...after.times].sort((a, b) => a - b) }
  const ratio = (at(visited.times, 0.95) / at(alone.times, 0.95)).toFixed(1)
  console.log(`| ${name}, ${many} | ${told(before)}, ${told(after)} | ${told(visited)} (${ratio}) ${statuses(visited.statuses)} | ${statuses(got)} | ${most} | ${memory()} | ${example}`)
  await sleep(rest / 2)
}

async function besideIdle(count) {
  const alone = await visit(performance.now() + seconds * 500)
  const sockets = []
  let refused = 0
  for (let at = 0; at < count; at++) {
    const socket = net.connect({ host: '127.0.0.1', port, localAddress: `127.0.1.${1 + (at % 4)}` })
    socket.on('error', () => { refused++ })
    sockets.push(socket)
    if (at % 200 === 199) await sleep(20)
  }
  await sleep(1_000)
  const visited = await visit(performance.now() + seconds * 1_000)
  const open = sockets.filter(socket => socket.readyState === 'open').length
  const ratio = (at(visited.times, 0.95) / at(alone.times, 0.95)).toFixed(1)
  console.log(`| ${count} idle connections | ${told(alone)} | ${told(visited)} (${ratio}) ${statuses(visited.statuses)} | ${open} still open | ${memory()} |`)
  for (const socket of sockets) socket.destroy()
}

// The same pages from memory and made anew (whoever brings a cookie gets no kept page), in turns, compressed as browsers ask for it.
async function pagesEachSecond() {
  const words = JSON.parse(readFileSync(new URL('../../seeds/relevance/queries.json', import.meta.url), 'utf8')).map(one => one.query)
  const kinds = {
    search: at => `/de/organisationen?q=${encodeURIComponent(words[at % words.length])}`,
    region: at => `/de/regionen/${['05', '053', '05315', '05911', '05913', '05112'][at % 6]}`,
    profile: () => `/de/organisationen/${slug}`,
  }
  for (const [kind, address] of Object.entries(kinds)) {
    const rates = { kept: [], anew: [] }
    for (let round = 0; round < 6; round++) {
      const way = round % 2 ? 'kept' : 'anew'
      const until = performance.now() + 4_000
      const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
      let [done, next] = [0, 0]
      await Promise.all(Array.from({ length: 8 }, async () => {
        while (performance.now() < until) {
          const { status } = await ask('127.0.0.4', { path: address(next++), cookie: way === 'anew' ? 'x=1' : undefined, coding: 'br' }, agent)
          if (status === 200) done++
        }
      }))
      agent.destroy()
      rates[way].push(done / 4)
    }
    console.log(`${kind} pages a second, kept: ${rates.kept.join(', ')}; made anew: ${rates.anew.join(', ')}`)
  }
}

async function fortyAtOnce() {
  for (const [name, question] of Object.entries(dear)) {
    let most = 0
    const watch = setInterval(() => { most = Math.max(most, memory()) }, 20)
    const got = {}
    await Promise.all(Array.from({ length: 40 }, async (_, at) => {
      const { status } = await ask(`127.0.2.${1 + at}`, question())
      got[status] = (got[status] ?? 0) + 1
    }))
    clearInterval(watch)
    console.log(`forty at once, ${name}: ${statuses(got)}, most ${most} MB`)
  }
}

if (!isMainThread) await loop(workerData)
else if (process.env.ONLY === 'pages') await pagesEachSecond()
else if (process.env.ONLY === 'forty') await fortyAtOnce()
else {
  await visit(performance.now() + 15_000) // the just-in-time compiler
  for (const many of connections) {
    for (const name of Object.keys(dear)) if (new RegExp(process.env.WHAT ?? '').test(name)) await beside(name, many)
  }
  if (idle > 0) await besideIdle(idle)
  if (!process.env.WHAT) await fortyAtOnce()
}
await sleep(Number(process.env.REST ?? 45) * 1_000)
console.log(`memory after a rest: ${memory()} MB`)
