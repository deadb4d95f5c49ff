-- For wrk with as many threads as connections: each goes on with a session of its own, one refresh after the other.
--   wrk -t8 -c8 -s bench/refresh.lua URL -- FILE-WITH-A-REFRESH-TOKEN-A-LINE
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("line", threads)
end

function init(args)
  local number = 0
  for text in io.lines(args[1]) do
    number = number + 1
    if number == line then token = text end
  end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  return wrk.format(nil, nil, nil, '{"refresh_token":"' .. token .. '"}')
end

function response(status, headers, body)
  token = body:match('"refresh_token":"([^"]+)"') or token
end
