// Measures graphs with graphology, or reads network files with its parsers; JSON in, JSON out.
//   node graphology.mjs FOLDER_OF_NODE_MODULES < input.json
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2] + '/x.js');
const { MultiGraph, UndirectedGraph } = require('graphology');
const betweenness = require('graphology-metrics/centrality/betweenness');
const modularity = require('graphology-metrics/graph/modularity');
const { undirectedDensity: density } = require('graphology-metrics/graph/density');
const louvain = require('graphology-communities-louvain');
const { connectedComponents } = require('graphology-components');
const { coreNumber } = require('graphology-cores');
const { bidirectional } = require('graphology-shortest-path/unweighted');

const input = JSON.parse(readFileSync(0, 'utf8'));

// A fixed generator, so that Louvain's random walk is the same each time.
const seeded = (seed) => () => ((seed = (seed * 1664525 + 1013904223) >>> 0) / 4294967296);

function build({ count, edges, community }) {
  const graph = new UndirectedGraph();
  for (let node = 0; node < count; node++) graph.addNode(node, { community: community[node] });
  for (const [from, to, weight] of edges) graph.addEdge(from, to, { weight });
  return graph;
}

const timed = (work) => {
  const begun = performance.now();
  const result = work();
  return [result, performance.now() - begun];
};

const measured = (input.graphs ?? []).map((given) => {
  const graph = build(given);
  const nodes = [...Array(given.count).keys()];
  const [between, betweennessTime] = timed(() => betweenness(graph, { normalized: false, getEdgeWeight: null }));
  const [found, louvainTime] = timed(() => (graph.size ? louvain.detailed(graph, { rng: seeded(1), getEdgeWeight: 'weight' }) : { modularity: 0, count: given.count }));
  const cores = coreNumber(graph);
  return {
    betweenness: nodes.map((node) => between[node]),
    cores: nodes.map((node) => cores[node]),
    components: connectedComponents(graph).length,
    density: given.count > 1 ? density(graph) : 0,
    modularity: graph.size ? modularity(graph, { getNodeCommunity: 'community', getEdgeWeight: 'weight' }) : 0,
    louvain: found.modularity,
    communities: found.count,
    path: given.count > 1 ? (bidirectional(graph, 0, given.count - 1)?.length ?? 0) : 0,
    milliseconds: { betweenness: betweennessTime, louvain: louvainTime },
  };
});

const read = (input.files ?? []).map(({ format, path }) => {
  const graph = require(`graphology-${format}`).parse(MultiGraph, readFileSync(path, 'utf8'), { allowUndeclaredAttributes: false, addMissingNodes: false });
  return {
    type: graph.type,
    nodes: graph.mapNodes((key, attributes) => ({ key, ...attributes })),
    edges: graph.mapEdges((key, attributes, from, to) => ({ from, to, directed: graph.isDirected(key), ...attributes })),
  };
});

console.log(JSON.stringify({ measured, read }));
