-- The same question as the pgbench script, over GraphQL with variables. The requests are made beforehand, so that the client takes little
-- of the processors it shares with the server; with CHECK=1 each answer is looked into, which costs more than sending the question.
local query = [[query Near($topics: [String!], $latitude: Float, $longitude: Float) { organisations(first: 20, orderBy: DISTANCE, filter: { topics: $topics, near: { latitude: $latitude, longitude: $longitude, radiusKm: 15 } }) { edges { distanceKm node { id slug name seat { town } topics { key label } } } } }]]
local requests, at, failed = {}, 0, 0
function init()
  math.randomseed(os.time())
  for i = 1, 20000 do
    local body = string.format('{"query":"%s","variables":{"topics":["education","culture"],"latitude":%.5f,"longitude":%.5f}}',
      query, 50.7 + math.random() * 1.2, 6.2 + math.random() * 2.3)
    requests[i] = wrk.format("POST", "/graphql", { ["Content-Type"] = "application/json" }, body)
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
if os.getenv("CHECK") then
  function response(status, headers, body)
    if status ~= 200 or body:find('"errors"', 1, true) then failed = failed + 1 end
    if failed == 1 then print(body) failed = 2 end
  end
end
