// graphql-js judges our answers: node judge.mjs ADDRESS COUNT [SEED]. It validates and executes documents made by chance over our SDL.
// Its resolvers ask our server for one field at a time, by the plainest query there is: one field below the other, no alias, fragment,
// directive or variable. So what is compared is everything that these do to an answer: merging, conditions, defaults, coercion, nulls going
// up, errors and their paths, the order of keys. It fails where ours calls a document valid that is not (or the reverse), refuses other
// variables, or answers other data or errors at other paths. Prints one JSON line for each disagreement and a last one with counts.
import {
  buildSchema,
  execute,
  getNamedType,
  GraphQLError,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  validate,
} from 'graphql';
import { make } from './documents.mjs';
import { SYNTAX } from './syntax.mjs';

const [address, count = '600', first = '1'] = process.argv.slice(2);

const post = async body => {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', 'accept-language': 'de' },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...(await response.json()) };
};

const schema = buildSchema(await (await fetch(`${address}/graphql/schema.graphql`)).text());
for (const [name, form] of Object.entries({ Date: /^\d{4}-\d\d-\d\d$/, DateTime: /^\d{4}-\d\d-\d\dT/ })) {
  const read = value => {
    if (typeof value !== 'string' || !form.test(value)) throw new GraphQLError(`${name} cannot represent ${value}`);
    return value;
  };
  Object.assign(schema.getType(name), {
    parseValue: read,
    parseLiteral: node => read(node.kind === Kind.STRING ? node.value : node.kind),
  });
}

const geo = schema.getType('GeoJSON');
geo.parseValue = value => {
  if (typeof value !== 'object') throw new GraphQLError('no geometry');
  return value;
};

const asked = new Map();
const ask = query => {
  if (!asked.has(query)) asked.set(query, post({ query }));
  return asked.get(query);
};

const print = (value, type) => {
  if (value === null || value === undefined) return 'null';
  if (isNonNullType(type)) return print(value, type.ofType);
  if (isListType(type))
    return Array.isArray(value) ? `[${value.map(item => print(item, type.ofType))}]` : print(value, type.ofType);
  if (isInputObjectType(type))
    return `{${Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => `${name}: ${print(item, type.getFields()[name].type)}`)}}`;
  if (isEnumType(type)) return value;
  if (type === geo) return plain(value);
  return JSON.stringify(value);
};
const plain = value =>
  Array.isArray(value)
    ? `[${value.map(plain)}]`
    : value && typeof value === 'object'
      ? `{${Object.entries(value).map(([k, v]) => `${k}: ${plain(v)}`)}}`
      : JSON.stringify(value);

const resolve = async (source, args, _, info) => {
  const field = info.parentType.getFields()[info.fieldName];
  const given = field.args.filter(arg => arg.name in args).map(arg => `${arg.name}: ${print(args[arg.name], arg.type)}`);
  const called = field.name + (given.length > 0 ? `(${given})` : '');
  const named = getNamedType(field.type);
  const answer = await ask(`${source.open} ${called}${isCompositeType(named) ? ' { __typename }' : ''} ${source.close}`);
  if (!('data' in answer)) throw new Error(`${answer.errors[0].message} (${answer.errors[0].extensions.code})`);
  const path = [...source.path, field.name];
  const failed = at => answer.errors?.find(error => error.path.length === at.length && error.path.every((key, i) => key === at[i]));
  const wrap = (value, at) => {
    if (Array.isArray(value)) return value.map((item, i) => wrap(item, [...at, i]));
    const error = failed(at);
    if (error) return new Error(error.message);
    if (value === null || isLeafType(named)) return value;
    const on = isAbstractType(named) ? [`... on ${value.__typename} {`, '}'] : ['', ''];
    return {
      __typename: value.__typename,
      open: `${source.open} ${called} { ${on[0]}`,
      close: `${on[1]} } ${source.close}`,
      path: at,
    };
  };
  const error = failed(path);
  if (error) throw new Error(error.message);
  return wrap(
    path.reduce((at, key) => at?.[key] ?? null, answer.data),
    path,
  );
};
for (const type of Object.values(schema.getTypeMap())) {
  if (isAbstractType(type)) type.resolveType = value => value.__typename;
  if (isObjectType(type) && !type.name.startsWith('__'))
    for (const field of Object.values(type.getFields())) field.resolve = resolve;
}

const known = { slugs: ['nobody-has-this'], ids: ['abc', 'x:y'] };
for (const node of (
  await post({ query: '{ organisations(first: 5) { nodes { id slug } } regions(level: GOVERNMENT_DISTRICT) { id } }' })
).data.organisations.nodes) {
  known.slugs.push(node.slug);
  known.ids.push(node.id);
}

// Where we answer otherwise on purpose, each with its reason in docs/api.md, "How it is tested".
const ON_PURPOSE = {
  'limits are refused': (made, judged, ours) => ours.errors?.some(error => error.extensions.code === 'LIMIT_EXCEEDED'),
  'a block string is the same text': (made, judged, ours) =>
    /"""/.test(made.query) && judged.errors?.some(error => /differing arguments/.test(error.message)),
};

const names = errors => [...new Set(errors.flatMap(error => error.message.match(/^Variable "\$(\w+)"/)?.[1] ?? []))].sort().join();

// Where in the variables something is wrong, as graphql-js says it. What is missing is named by us, and by it only the object.
const places = errors =>
  errors.flatMap(({ message }) => {
    const at = /^Variable "\$(\w+)" got invalid value .*? at "([^"]+)";/.exec(message)?.[2] ?? /^Variable "\$(\w+)"/.exec(message)?.[1];
    const missing = /; Field "(\w+)" of required type .* was not provided/.exec(message)?.[1];
    return at === undefined ? [] : missing ? `${at}.${missing}` : at;
  });
const told = list => [...new Set(list)].sort().slice(0, 10).join();
const paths = errors => (errors ?? []).map(error => String(error.path));
const isSelf = (path, data) => path.slice(0, -1).reduce((at, key) => at?.[key] ?? null, data) !== null; // the null is its own

const judge = async made => {
  let document;
  try {
    document = parse(made.query);
  } catch (error) {
    return { valid: false, errors: [error] };
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return { valid: false, errors };
  const operation = document.definitions.find(one => one.kind === Kind.OPERATION_DEFINITION);
  const result = await execute({
    schema,
    document,
    variableValues: made.variables,
    rootValue: { open: '{', close: '}', path: [] },
    ...(operation.operation === 'mutation' ? { fieldResolver: () => null } : {}),
  });
  return {
    valid: true,
    mutation: operation.operation === 'mutation',
    ...JSON.parse(JSON.stringify(result)),
    refused: !('data' in result) ? names(result.errors ?? []) : '',
    places: !('data' in result) ? places(result.errors ?? []) : [],
  };
};

const argumentsOf = ours => ours.errors.flatMap(error => error.extensions.argument ?? []);

const differs = (judged, ours) => {
  if (!judged.valid)
    return 'data' in ours
      ? 'taken for valid'
      : ours.errors.some(e => e.extensions.code === 'INTERNAL') || ours.status >= 500
        ? 'our fault'
        : null;
  if (!('data' in judged)) {
    if ('data' in ours) return 'variables were taken';
    const refused = [...new Set(ours.errors.flatMap(error => error.extensions.argument?.split(/[.[]/)[0] ?? []))].sort().join();
    return ours.status >= 500
      ? 'our fault'
      : judged.refused !== '' && refused !== judged.refused
        ? `refused ${refused}, not ${judged.refused}`
        : judged.places.length > 0 && judged.places.length <= 10 && told(argumentsOf(ours)) !== told(judged.places)
          ? `refused at ${told(argumentsOf(ours))}, not ${told(judged.places)}`
          : null;
  }
  if (!('data' in ours)) return 'refused';
  if (judged.mutation) return null;
  if (ours.errors?.some(error => error.extensions.code === 'INTERNAL')) return 'our fault';
  if (JSON.stringify(judged.data) !== JSON.stringify(ours.data)) return 'other data';
  // Where a null went up, others below it may have their errors or not: graphql-js stops at the first.
  const gone = error => error.path?.reduce((at, key) => at?.[key] ?? null, ours.data) === null && !isSelf(error.path, ours.data);
  const missing = paths(judged.errors).filter(path => !paths(ours.errors).includes(path));
  const surplus = (ours.errors ?? []).filter(error => !paths(judged.errors).includes(String(error.path)) && !gone(error));
  return missing.length + surplus.length > 0 ? `errors at ${paths(surplus)}, not ${missing}` : null;
};

const total = { documents: 0, invalid: 0, refused: 0, severalPlaces: 0, executed: 0, withErrors: 0, disagree: 0, questions: 0, onPurpose: {} };
const documents = SYNTAX.map((query, seed) => ({ seed: `syntax ${seed}`, query, variables: {}, wrong: [] }));
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) documents.push(make(schema, known, seed));
for (const made of documents) {
  const [judged, ours] = [await judge(made), await post({ query: made.query, variables: made.variables })];
  const reason = Object.keys(ON_PURPOSE).find(name => ON_PURPOSE[name](made, judged, ours));
  if (reason) {
    total.onPurpose[reason] = (total.onPurpose[reason] ?? 0) + 1;
    continue;
  }
  total.documents++;
  if (!judged.valid) total.invalid++;
  else if (!('data' in judged)) {
    total.refused++;
    if (new Set(judged.places).size > 1) total.severalPlaces++;
  }
  else if (!judged.mutation) {
    total.executed++;
    if (judged.errors) total.withErrors++;
  }
  const difference = differs(judged, ours);
  if (difference === null) continue;
  total.disagree++;
  const short = answer =>
    JSON.stringify({ data: answer.data, errors: answer.errors?.map(error => [error.message, error.path]) }).slice(0, 1500);
  console.log(
    JSON.stringify({
      seed: made.seed,
      difference,
      query: made.query,
      variables: made.variables,
      wrong: made.wrong,
      judged: short(judged),
      ours: short(ours),
    }),
  );
}
total.questions = asked.size;
console.log(JSON.stringify(total));
