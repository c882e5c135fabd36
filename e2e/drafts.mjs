// The drafts that a page keeps by itself while somebody types. A draft that is still on its way when its form is sent may
// come after it, and is refused: a person waits longer than that between her last word and the button.
const ADDRESS = "/api/keep_draft";
/** How long one may be on its way (ms). */
const PATIENCE = 5_000;

export class Drafts {
  constructor(page) {
    Object.assign(this, { page, sent: new Set() });
    // a page that goes away drops the last words at the door, and hears no answer
    const kept = (request) => new URL(request.url()).pathname === ADDRESS && request.resourceType() !== "ping";
    page.on("request", (request) => kept(request) && this.sent.add(request));
    for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => this.sent.delete(request));
    page.on("load", () => this.sent.clear());
  }

  /** Once none is on its way. */
  async kept() {
    for (const until = Date.now() + PATIENCE; this.sent.size > 0; await this.page.waitForTimeout(20))
      if (Date.now() > until) throw new Error(`a draft had no answer in ${PATIENCE} ms`);
  }
}
