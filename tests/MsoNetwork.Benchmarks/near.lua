-- The same question as the pgbench script, over GraphQL with variables.
local query = [[query Near($topics: [String!], $latitude: Float, $longitude: Float) { organisations(first: 20, orderBy: DISTANCE, filter: { topics: $topics, near: { latitude: $latitude, longitude: $longitude, radiusKm: 15 } }) { edges { distanceKm node { id slug name seat { town } topics { key label } } } } }]]
local failed = 0
function init() math.randomseed(os.time()) end
function request()
  local body = string.format('{"query":"%s","variables":{"topics":["education","culture"],"latitude":%.5f,"longitude":%.5f}}',
    query, 50.7 + math.random() * 1.2, 6.2 + math.random() * 2.3)
  return wrk.format("POST", "/graphql", { ["Content-Type"] = "application/json" }, body)
end
function response(status, headers, body)
  if status ~= 200 or body:find('"errors"', 1, true) then failed = failed + 1 end
  if failed == 1 then print(body) failed = 2 end
end
