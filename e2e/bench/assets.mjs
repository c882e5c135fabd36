// What the server sends from memory: the yardstick of every page, and the weight of a first visit.
import { cpuOf, fetched } from "./measure.mjs";

/** How a browser asks. */
const BROWSER = "gzip, deflate, br, zstd";

/** The assets that a page names. */
export async function named(site, { path, cookie }) {
  const page = await fetched({ url: site.url + path, cookie });
  return [...new Set(page.body.toString().match(/\/assets\/[\w.-]+\.(?:css|js|wasm|svg)/g))];
}

/** What a browser transfers for a page that it has never seen (bytes), with its wasm apart. */
export async function coldWeight(site, page) {
  const weight = async (path) => (await fetched({ url: site.url + path, cookie: page.cookie, encoding: BROWSER })).bytes;
  let [all, wasm] = [await weight(page.path), 0];
  for (const path of await named(site, page)) {
    if (path.endsWith(".wasm")) wasm += await weight(path);
    else all += await weight(path);
  }
  return { all, wasm };
}

/** Finds what weighs about as much as an answer among the assets in each of their encodings, and what sending it costs. */
export async function yardstick(site, paths, seconds) {
  const sizes = [];
  for (const path of paths)
    for (const encoding of ["identity", "gzip", "br"]) {
      const { bytes } = await fetched({ url: site.url + path, encoding });
      sizes.push({ path, encoding, bytes, name: `${path.replace(/^.*\.(?=\w+$)/, "")} ${encoding}` });
    }
  return async (bytes) => {
    const far = (size) => Math.abs(Math.log(size.bytes / bytes));
    const nearest = sizes.reduce((a, b) => (far(b) < far(a) ? b : a));
    nearest.cpu ??= await cpuOf(site, nearest, seconds);
    return nearest;
  };
}
