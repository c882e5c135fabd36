-- Each connection waits a random while (exponential, PAUSE_MS on average) before each request: arrivals that know
-- nothing of each other, as people's are. wrk does not count the pause in the latency.
local pause = tonumber(os.getenv("PAUSE_MS"))
local seeded = false

function delay()
  if not seeded then
    math.randomseed(os.time())
    seeded = true
  end
  return math.floor(-math.log(1 - math.random()) * pause + 0.5)
end
