-- Each thread is a person with one connection, who saves her own sheet again and again: a new key each time, and the
-- version that her last save made. FORMS is a folder with a form for each, encoded, where KEY and VERSION stand.
local threads = {}

function setup(thread)
  thread:set("rank", #threads)
  table.insert(threads, thread)
end

function init()
  local file = assert(io.open(os.getenv("FORMS") .. "/" .. rank))
  form, sent, saved, wrong, version = file:read("*a"), 0, 0, "", tonumber(os.getenv("VERSION"))
  file:close()
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Accept"] = "text/html"
  wrk.headers["Sec-Fetch-Site"] = "same-origin"
  wrk.headers["Cookie"] = os.getenv("COOKIE")
end

function request()
  sent = sent + 1
  key = string.format("%s%04x-0000-4000-8000-%012x", os.getenv("SERIES"), rank, sent)
  return wrk.format(nil, nil, nil, (form:gsub("KEY", key):gsub("VERSION", version)))
end

function response(status, headers)
  local location = headers["location"] or ""
  if location:find(key, 1, true) then
    saved, version = saved + 1, version + 1
  elseif wrong == "" then
    wrong = status .. " " .. location
  end
end

function done(summary)
  local all, refused = 0, ""
  for _, thread in ipairs(threads) do
    all, refused = all + thread:get("saved"), refused .. thread:get("wrong")
  end
  print(string.format("saved %d in %d us, refused: %s.", all, summary.duration, refused))
end
