// The negative control: a server that acknowledges a change, then makes it. Run as a process of its own, to be killed.
// It is never ahead of the true server by more than one change a person: the smallest lie of its kind.
//   node liar.mjs http://127.0.0.1:3000      prints the port that it listens on
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

const [target] = process.argv.slice(2);
const making = new Map();

const server = createServer(async (request, response) => {
  const { cookie, accept, "content-type": type } = request.headers;
  const body = await text(request);
  await making.get(cookie);
  const key = new URLSearchParams(body).get("form[key]");
  if (accept === "text/html") response.writeHead(303, { location: `/?recu=${key}` }).end();
  else response.writeHead(200, { "content-type": "application/json" }).end('"à l’instant"');
  const headers = { cookie, accept, "content-type": type };
  const made = fetch(target + request.url, { method: "POST", redirect: "manual", headers, body });
  making.set(cookie, made.then((answer) => answer.text()).catch(() => undefined));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
