// What people's clients get from us: node clients.mjs ADDRESS. Apollo's and urql's links for persisted queries, by POST and by GET.
// Prints one JSON line a client: what it was answered, and which requests it sent for that.
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { createHash } from 'node:crypto';

const uri = `${process.argv[2]}/graphql`;
const sha256 = text => createHash('sha256').update(text).digest('hex');

/** fetch that notes whether each request had the document, and what status it got. */
const noting = sent => async (address, options) => {
  const response = await fetch(address, options);
  const parameters = options.method === 'GET' ? Object.fromEntries(new URL(address).searchParams) : JSON.parse(options.body);
  sent.push(`${options.method ?? 'POST'} ${parameters.query ? 'text' : 'hash'} ${response.status}`);
  return response;
};

const apollo = async (get, key) => {
  const sent = [];
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      new PersistedQueryLink({ sha256, useGETForHashedQueries: get }),
      new HttpLink({ uri, fetch: noting(sent) }),
    ]),
  });
  const names = [];
  for (let i = 0; i < 2; i++) {
    const query = gql`query Region($key: String!, $get: Boolean = ${get}) { region(key: $key) { name @include(if: true) level @skip(if: $get) } }`;
    names.push((await client.query({ query, variables: { key }, fetchPolicy: 'network-only' })).data.region.name);
  }

  return { client: `apollo ${get ? 'GET' : 'POST'}`, names, sent };
};

const urql = async (get, key) => {
  const sent = [];
  const client = new Client({
    url: uri,
    preferGetMethod: false,
    fetch: noting(sent),
    exchanges: [
      persistedExchange({ preferGetForPersistedQueries: get ? 'force' : false, generateHash: async text => sha256(text) }),
      fetchExchange,
    ],
  });
  const names = [];
  for (let i = 0; i < 2; i++) {
    const answer = await client
      .query(
        `query Region($key: String!) { region(key: $key) { ${get ? 'key ' : ''}name } }`,
        { key },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    if (answer.error) throw answer.error;
    names.push(answer.data.region.name);
  }

  return { client: `urql ${get ? 'GET' : 'POST'}`, names, sent };
};

for (const ask of [apollo, urql]) for (const get of [false, true]) console.log(JSON.stringify(await ask(get, '05315')));
