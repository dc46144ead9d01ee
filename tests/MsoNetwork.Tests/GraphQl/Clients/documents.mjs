// Documents and variables over a schema, made by chance from a seed: the same seed gives the same document. Most are right; the others
// have one or two mistakes of the kinds that the specification's rules are about.
import {
  getNamedType,
  getNullableType,
  GraphQLNonNull,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** Fields whose answer is another one each time, or that take long; the last line are those of ProbeFields.cs. */
const LEFT_OUT = new Set([
  'took',
  'boundary',
  'consortiumSuggestions',
  'partnerSuggestions',
  'callMatches',
  'network',
  'networkChanges',
  'connection',
  'viewer',
  'slow',
  'endless',
  'outage',
  'crash',
  'wrong',
  'nothing',
]);

const TEXTS = {
  key: ['05', '053', '05315', '05315000', 'nope'],
  region: ['05315', '05', '99'],
  within: ['05', '053'],
  name: ['Köln', 'Bonn', 'a'],
  query: ['a', 'kultur', 'köln', 'Frauen 💬', 'dortmnud'],
  language: ['de', 'en', 'tr', 'xx'],
  topics: ['education', 'refugees'],
  regions: ['05315', '05'],
  after: ['abc'],
  before: ['abc'],
};

const chance = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

export function make(schema, known, seed) {
  const random = chance(seed);
  const below = n => Math.floor(random() * n);
  const one = list => list[below(list.length)];
  const maybe = p => random() < p;
  const mistakes = maybe(0.35) ? 1 + below(2) : 0;
  const wrong = []; // of which kinds
  const mistake = (kind, p = 0.12) => {
    if (wrong.length >= mistakes || !maybe(p)) return false;
    wrong.push(kind);
    return true;
  };
  const variables = new Map();
  const fragments = [];
  let budget = 14 + below(14),
    names = 0;

  const text = (type, name) =>
    name === 'slug' || name === 'slugs'
      ? one(known.slugs)
      : type === 'ID'
        ? one(known.ids)
        : one(TEXTS[name] ?? ['education', 'x', '']);

  // A value as JSON.
  const value = (type, name, depth = 0) => {
    if (isNonNullType(type)) return value(type.ofType, name, depth);
    if (depth > 0 && maybe(0.08)) return null;
    if (isListType(type))
      return maybe(0.15)
        ? entry(type.ofType, name, depth)
        : Array.from({ length: below(3) }, () => entry(type.ofType, name, depth));
    if (isEnumType(type)) return one(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = {};
      for (const field of Object.values(type.getFields()))
        if (isRequiredInputField(field) || maybe(depth > 1 ? 0 : 0.15))
          fields[field.name] = isNonNullType(field.type)
            ? entry(field.type, field.name, depth + 1)
            : value(field.type, field.name, depth + 1);
      return fields;
    }
    switch (type.name) {
      case 'Int':
        return one([1, 2, 3, 5, 20, 100, 2147483647, -1, 0]);
      case 'Float':
        return one([50.7, 7, 1e1, -0.5, 6.96]);
      case 'Boolean':
        return maybe(0.5);
      case 'Date':
        return '2026-11-01';
      case 'DateTime':
        return '2026-11-01T00:00:00Z';
      case 'GeoJSON':
        return {
          type: 'Polygon',
          coordinates: [
            [
              [6.4, 50.7],
              [6.6, 50.7],
              [6.6, 50.9],
              [6.4, 50.7],
            ],
          ],
        };
      default:
        return text(type.name, name);
    }
  };
  const entry = (type, name, depth) => {
    const made = value(type, name, depth);
    return made === null && isNonNullType(type) ? entry(type, name, depth) : made;
  };
  const badJson = type => one([true, 'x y', 1.5, 3e10, [[1]], { nope: 1 }, '', ['a', null]]);
  // Wrong at several places within.
  const badWithin = type => {
    const bare = getNullableType(type);
    if (isListType(bare)) return [badWithin(bare.ofType), entry(bare.ofType, 'x'), badJson(bare.ofType)];
    if (!isInputObjectType(bare)) return badJson(bare);
    const some = Object.values(bare.getFields()).filter(() => maybe(0.4));
    return Object.fromEntries(some.map(field => [field.name, maybe(0.6) ? badWithin(field.type) : entry(field.type, field.name, 1)]));
  };

  // A value as it is written.
  const write = (json, type) => {
    if (json === null) return 'null';
    const bare = type && getNullableType(type);
    if (Array.isArray(json))
      return `[${json.map(item => write(item, isListType(bare) ? bare.ofType : undefined)).join(maybe(0.5) ? ', ' : ' ')}]`;
    if (bare && isListType(bare)) return write(json, bare.ofType);
    if (typeof json === 'object') {
      const fields = Object.entries(json).map(
        ([name, item]) => `${name}: ${write(item, isInputObjectType(bare) ? bare.getFields()[name]?.type : undefined)}`,
      );
      if (maybe(0.3)) fields.reverse();
      return `{${fields.join(', ')}}`;
    }
    if (typeof json === 'string' && isEnumType(bare)) return json;
    if (typeof json === 'string' && !json.includes('"') && maybe(0.1) && json.trim() === json && json !== '')
      return `"""${json}"""`;
    return typeof json === 'number' && !Number.isInteger(json) ? String(json) : JSON.stringify(json);
  };

  const badLiteral = type =>
    one(['1.5', '"x y"', 'true', 'NOPE', '{nope: 1}', '[[null]]', '12345678901', 'null', '$']).replace('$', '"');

  // Names a variable for a place of this type; how it is defined and what is sent for it is up to chance.
  const variable = (type, name, hasDefault = false) => {
    const bare = getNullableType(type);
    const same = [...variables.values()].filter(known => known.bare === String(bare));
    if (same.length > 0 && maybe(0.4)) return '$' + one(same).name;
    const id = `v${++names}`;
    const required = isNonNullType(type);
    const kind = required
      ? one(['required', 'required', 'default', 'loose'])
      : one(['plain', 'plain', 'required', 'default', 'null']);
    const written = mistake('type of a variable', 0.1)
      ? one(['Int', '[String!]', 'Organisation', 'Nope', 'Float!', 'ID', 'VocabularyName', '[[Int]]'])
      : kind === 'required'
        ? `${bare}!`
        : kind === 'loose' && !mistake('loose variable', 0.5)
          ? `${bare}!`
          : String(bare);
    const standard =
      kind === 'default'
        ? ` = ${mistake('default of a variable', 0.15) ? badLiteral(bare).replace(/^"$/, '7') : write(entry(bare, name), bare)}`
        : kind === 'null' || mistake('default of null', 0.1)
          ? ' = null'
          : '';
    const sent = one(['right', 'right', 'right', 'right', 'missing', 'null', 'wrong']);
    variables.set(id, {
      name: id,
      bare: String(bare),
      definition: `$${id}: ${written}${standard}`,
      value:
        sent === 'missing'
          ? undefined
          : sent === 'null'
            ? null
            : sent === 'wrong' && maybe(0.7)
              ? one([badJson, badWithin])(bare)
              : entry(bare, name),
    });
    return '$' + id;
  };

  const literal = (type, name) => {
    if (mistake('literal', 0.08)) return badLiteral(type).replace(/^"$/, '{}');
    const bare = getNullableType(type);
    if (isInputObjectType(bare) && maybe(0.5)) {
      const fields = Object.values(bare.getFields())
        .filter(field => isRequiredInputField(field) || maybe(0.15))
        .map(
          field =>
            `${field.name}: ${maybe(0.5) && !String(field.type).includes('GeoJSON') ? variable(field.type, field.name) : write(entry(field.type, field.name, 1), field.type)}`,
        );
      if (mistake('field of an input', 0.2)) fields.push(one(['nope: 1', fields[0] ?? 'nope: null']));
      return `{${fields.join(', ')}}`;
    }
    if (isListType(bare) && maybe(0.3))
      return `[${[variable(bare.ofType, name), write(entry(bare.ofType, name), bare.ofType)].slice(0, 1 + below(2)).join(', ')}]`;
    return write(entry(type, name), type);
  };

  const args = field => {
    const given = [];
    for (const arg of field.args) {
      if (isRequiredArgument(arg) ? mistake('argument is missing', 0.08) : !maybe(['first'].includes(arg.name) ? 0.5 : 0.12))
        continue;
      if (['after', 'before'].includes(arg.name) && maybe(0.7)) continue;
      given.push(
        `${arg.name}: ${maybe(0.35) && !String(arg.type).includes('GeoJSON') ? variable(arg.type, arg.name) : literal(arg.type, arg.name)}`,
      );
    }
    if (mistake('argument', 0.04)) given.push(one(['nope: 1', given[0] ?? 'nope: null']));
    return given.length > 0 ? `(${given.join(maybe(0.5) ? ', ' : ' ')})` : '';
  };

  const bool = schema.getType('Boolean');
  const directive = () => {
    let made = '';
    if (maybe(0.12))
      made += ` @${one(['skip', 'include'])}(if: ${maybe(0.5) ? variable(new GraphQLNonNull(bool), 'if') : maybe(0.6)})`;
    if (mistake('directive', 0.02))
      made += one([
        ' @nope',
        ' @skip',
        ' @include(if: 1)',
        ' @skip(if: true) @skip(if: false)',
        ' @deprecated',
        ' @skip(if: null)',
      ]);
    return made;
  };

  const fieldsOf = type =>
    isAbstractType(type) && !type.getFields ? [] : Object.values(type.getFields()).filter(field => !LEFT_OUT.has(field.name));

  const select = (type, depth) => {
    const parts = [];
    const count = 1 + below(depth === 0 ? 3 : 4);
    for (let i = 0; i < count && budget > 0; i++) {
      budget--;
      if (maybe(0.06)) {
        parts.push(`${maybe(0.3) ? 't: ' : ''}__typename${directive()}`);
        continue;
      }
      if (depth > 0 && maybe(0.12)) {
        parts.push(fragment(type, depth));
        continue;
      }
      if (mistake('field', 0.03)) {
        parts.push(one(['nope', 'key { key }', 'id { nope }', '__schema { nope }', '__type(name: "Term") { name }']));
        continue;
      }
      const fields = fieldsOf(type);
      const leaves = fields.filter(field => isLeafType(getNamedType(field.type)));
      const field = depth > 4 || maybe(0.35) ? one(leaves.length > 0 ? leaves : fields) : one(fields);
      if (!field) continue;
      const named = getNamedType(field.type);
      if (depth > 5 && !isLeafType(named)) continue;
      const alias = maybe(0.12) ? `a${below(3)}: ` : mistake('alias', 0.06) ? `${one(fields).name}: ` : '';
      const made = args(field);
      const selection = isLeafType(named)
        ? mistake('selection of a leaf', 0.02)
          ? ' { nope }'
          : ''
        : mistake('no selection', 0.02)
          ? ''
          : ` ${select(named, depth + 1)}`;
      parts.push(`${alias}${field.name}${made}${directive()}${selection}`);
      if (!isLeafType(named) && maybe(0.1)) parts.push(`${alias}${field.name}${made} ${select(named, depth + 1)}`); // to be merged
      if (isLeafType(named) && maybe(0.05)) parts.push(`${alias}${field.name}${made}`);
    }
    if (parts.length === 0) parts.push('__typename');
    if (mistake('empty selection', 0.01)) return '{ }';
    return `{ ${parts.join(' ')} }`;
  };

  const fragment = (type, depth) => {
    const on = isAbstractType(type)
      ? one([type, ...schema.getPossibleTypes(type)])
      : maybe(0.15) && type.getInterfaces?.().length > 0
        ? type.getInterfaces()[0]
        : type;
    const condition = mistake('condition of a fragment', 0.08)
      ? one(['Term', 'String', 'Nope', 'OrganisationFilter', 'Place', 'Query'])
      : on.name;
    if (maybe(0.5)) return `...${maybe(0.2) && on === type ? '' : ` on ${condition}`}${directive()} ${select(on, depth + 1)}`;
    const name = `F${fragments.length + 1}`;
    fragments.push('');
    const at = fragments.length - 1;
    const body = select(on, depth + 1);
    fragments[at] =
      `fragment ${mistake('name of a fragment', 0.05) ? 'F1' : name} on ${condition} ${mistake('cycle', 0.06) ? body.replace(/ }$/, ` ...${name} }`) : body}`;
    return `...${mistake('unknown fragment', 0.05) ? 'Nope' : name}${directive()} ${maybe(0.2) ? `...${name}` : ''}`;
  };

  const root = maybe(0.08) ? schema.getMutationType() : schema.getQueryType();
  const kind = root === schema.getMutationType() ? 'mutation' : 'query';
  const body = select(root, 0);
  if (mistake('unused variable', 0.15)) variables.set('unused', { name: 'unused', definition: '$unused: Int' });
  if (mistake('undefined variable', 0.15) && variables.size > 0) variables.delete([...variables.keys()][0]);
  const definitions = [...variables.values()].map(one => one.definition);
  if (definitions.length > 0 && mistake('variable twice', 0.1)) definitions.push(definitions[0]);
  const parts = [
    `${kind}${maybe(0.5) || definitions.length > 0 ? ' Q' : ' '}${definitions.length > 0 ? `(${definitions.join(', ')})` : ''}${mistake('directive of an operation', 0.05) ? ' @skip(if: true)' : ''} ${body}`,
    ...fragments,
  ];
  if (mistake('unused fragment', 0.08)) parts.push('fragment Unused on Term { key }');
  if (mistake('second operation', 0.08)) parts.push(one(['query Q { __typename }', '{ __typename }', 'subscription S { nope }']));
  if (mistake('not executable', 0.08))
    parts.push(
      one([
        'type A { a: Int }',
        'schema { query: Query }',
        'extend type Query { a: Int }',
        'scalar S',
        'directive @x on FIELD',
        'enum E { A }',
        'input I { a: Int }',
        'union U = Term',
      ]),
    );
  if (mistake('syntax', 0.04)) parts.push(one(['{', '}', '$', '"', 'query (', '...', '{ a(b: ) }']));
  const given = Object.fromEntries(
    [...variables.values()].filter(one => one.value !== undefined).map(one => [one.name, one.value]),
  );
  return { seed, query: parts.join('\n'), variables: given, wrong };
}
