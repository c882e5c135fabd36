// People with a browser: what the journeys are told with.
//
//   const camille = await site.person({ width: 360 });
//   await camille.signIn("Camille Exemple");
//   await camille.visit("/auvergne-rhone-alpes/prst-3/fiches/1.2.1/rubriques/enjeu-et-contexte");
//   await camille.write("Enjeu et contexte", "…");
//   await camille.press("Enregistrer");
//   await camille.sees("« Enjeu et contexte » est enregistré.");
//
// Each page that somebody arrives on is looked at without being asked: its status, its one <h1>, a title of its own,
// nothing wider than the screen, and nothing in the console.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { paste } from "./clipboard.mjs";
import { Drafts } from "./drafts.mjs";

export const OUT = join(dirname(fileURLToPath(import.meta.url)), "out");
/** How long anything may take to appear (ms). */
const PATIENCE = 8_000;
const WIDTHS = [1280, 360];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS.split(" "),
  });
}

/** Ends a run whose next steps would stand on a step that failed. */
export class Stop extends Error {}

/** One run of one journey: its own server and data, once it is open, its people, its steps. */
export class Site {
  constructor({ name, browser, script, pictures }) {
    Object.assign(this, { name, browser, script, pictures });
    this.people = [];
    this.titles = new Map();
    this.wrong = [];
    this.steps = { passed: 0, failed: 0 };
  }

  open(server) {
    Object.assign(this, { server, url: server.url });
  }

  /** A new browser profile: nobody is signed in there. */
  async person({ width = 1280, height = 900 } = {}) {
    const context = await this.browser.newContext({
      javaScriptEnabled: this.script,
      viewport: { width, height },
      locale: "fr-FR",
      timezoneId: "Europe/Paris",
      colorScheme: "light",
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE);
    return new Person(this, context, await context.newPage());
  }

  /** A sentence of the journey. What throws ends the run; what is only noted (`note`) fails the step and goes on. */
  step = async (sentence, act) => {
    let cause;
    try {
      await act();
    } catch (error) {
      cause = error;
      this.note(String(error.message ?? error).split("\n").slice(0, 4).join(" · "));
    }
    for (const person of this.people) person.hearConsole();
    if (this.wrong.length === 0) return void this.steps.passed++;
    this.steps.failed++;
    const picture = await this.photograph();
    for (const what of this.wrong.splice(0))
      console.log(`  ✗ ${this.name} (${this.mode}), « ${sentence} » : ${what}\n    ${picture}`);
    if (cause) throw new Stop();
  };

  note(what) {
    if (!this.wrong.includes(what)) this.wrong.push(what);
  }

  get mode() {
    return this.script ? "JavaScript on" : "JavaScript off";
  }

  async photograph() {
    const person = this.last ?? this.people.at(-1);
    if (!person) return "no picture: nobody was there";
    mkdirSync(OUT, { recursive: true });
    const file = join(OUT, `${this.name}-${this.script ? "on" : "off"}-${this.steps.failed}.png`);
    const taken = person.page.screenshot({ path: file, fullPage: true, timeout: PATIENCE });
    return taken.then(() => file, () => "no picture: the page is gone");
  }

  async close() {
    for (const person of this.people) await person.context.close();
  }
}

export class Person {
  constructor(site, context, page) {
    Object.assign(this, { site, context, page, console: [], expected: new Set(), gestures: 0 });
    site.people.push(this);
    site.last = this;
    this.drafts = new Drafts(page);
    page.on("pageerror", (error) => this.console.push({ text: `page error: ${error.message}` }));
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      this.console.push({ text: message.text(), url: message.location().url });
    });
    page.on("response", (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && response.frame() === page.mainFrame()) this.answer = response;
    });
  }

  /** Another tab of the same browser: the same session. */
  async anotherTab() {
    return new Person(this.site, this.context, await this.context.newPage());
  }

  // --- going

  async visit(path, status = 200) {
    this.site.last = this;
    await this.page.goto(this.site.url + path);
    await this.arrived(status);
  }

  /** Enters as an invented person, from the sign-in page, as anybody would. */
  async signIn(name) {
    await this.visit("/compte/connexion");
    await this.press(`Entrer comme ${name}`);
  }

  /** Presses a button that sends a form. */
  press(name, status = 200, { within = "main" } = {}) {
    return this.leave(this.page.locator(within).getByRole("button", { name, exact: true }), status);
  }

  /** Follows a link; the first one when the page has several of that name. */
  follow(name, status = 200, { within = "main" } = {}) {
    return this.leave(this.page.locator(within).getByRole("link", { name }).first(), status);
  }

  async leave(element, status = 200, { twice = false } = {}) {
    this.site.last = this;
    this.gestures += 1;
    await this.drafts.kept();
    const loaded = this.page.waitForEvent("load");
    loaded.catch(() => {}); // told by the click, if it fails first
    await (twice ? element.dblclick() : element.click());
    await loaded;
    await this.arrived(status);
  }

  /** Looks at the page where one has arrived. */
  async arrived(status = 200) {
    const { page, site } = this;
    await page.waitForLoadState("load");
    const found = this.answer.status();
    if (status >= 400) this.expects(status, this.answer.url());
    if (found !== status) {
      const h1 = await page.locator("h1").allInnerTexts();
      throw new Error(`${this.path} answered ${found} and not ${status} : « ${h1.join(" / ")} »`);
    }
    if (site.script && (await page.locator("leptos-island").count()))
      await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
    await this.oneH1();
    await this.noHorizontalScroll();
    if (status === 200) await this.uniqueTitle();
  }

  /** A refusal that the network's own line of the console may tell. */
  expects(status, url) {
    this.expected.add(`${status} ${new URL(url, this.site.url).pathname}`);
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }

  at(path) {
    if (this.path !== path) throw new Error(`one is at ${this.path} and not at ${path}`);
  }

  // --- writing

  field(name) {
    return this.page.locator("main").getByRole("textbox", { name });
  }

  write(name, text) {
    this.site.last = this;
    this.gestures += 1;
    return this.field(name).fill(text);
  }

  /** Pastes from the clipboard, as one does with a whole document. */
  paste(name, text) {
    return paste(this, name, text);
  }

  /** Ticks a box. */
  tick(name) {
    this.gestures += 1;
    return this.page.locator("main").getByLabel(name).check();
  }

  choose(name) {
    this.gestures += 1;
    return this.page.locator("main").getByRole("radio", { name }).check();
  }

  /** How many times one tapped, or wrote in a field, while doing something. */
  async gesturesOf(doing) {
    const before = this.gestures;
    await doing();
    return this.gestures - before;
  }

  // --- reading

  async text(selector = "body") {
    const texts = await this.page.locator(selector).allInnerTexts();
    return plain(texts.join("\n"));
  }

  async sees(text, within = "body") {
    const until = Date.now() + PATIENCE / 2;
    for (;;) {
      const found = await this.text(within);
      if (found.includes(plain(text))) return;
      if (Date.now() > until)
        throw new Error(`« ${text} » is not to be read in ${within} : « ${found.slice(0, 200)}… »`);
      await this.page.waitForTimeout(50);
    }
  }

  async seesNot(text, within = "body") {
    if ((await this.text(within)).includes(plain(text)))
      throw new Error(`« ${text} » should not be read in ${within}`);
  }

  /** What a field holds. */
  async holds(name, text) {
    const found = await this.field(name).inputValue({ timeout: PATIENCE / 4 }).catch(() => null);
    if (found === null) return this.site.note(`${this.path} has no field « ${name} »`);
    if (found !== text) this.site.note(`« ${name} » holds « ${found.slice(0, 200)} » and not « ${text.slice(0, 200)} »`);
  }

  /** How many elements; every row of a table is `tr.row`. */
  count(selector) {
    return this.page.locator(selector).count();
  }

  /** The newer text of each comparison: without what was removed, nor the marks for those who listen. */
  newTexts(selector) {
    return this.page.locator(selector).evaluateAll((all) =>
      all.map((diff) => {
        const copy = diff.cloneNode(true);
        for (const mark of copy.querySelectorAll("del, .sr-only")) mark.remove();
        return copy.textContent.trim();
      }),
    );
  }

  async hasTitle(start) {
    const title = await this.page.title();
    if (!title.startsWith(start)) this.site.note(`the title is « ${title} » and does not begin with « ${start} »`);
  }

  async focusIsOn(selector) {
    const there = await this.page.locator(selector).evaluate((element) => element === document.activeElement);
    if (!there) {
      const where = await this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
      throw new Error(`the focus is not on ${selector} but on ${where}`);
    }
  }

  /** Asks an address with this person's session, without showing it. */
  async asks(path, { status = 200, form, headers } = {}) {
    const options = { maxRedirects: 0, headers: { accept: "text/html", ...headers } };
    const url = this.site.url + path;
    const answer = form
      ? await this.context.request.post(url, {
          ...options,
          headers: { ...options.headers, "sec-fetch-site": "same-origin" },
          form,
        })
      : await this.context.request.get(url, options);
    if (answer.status() !== status) throw new Error(`${path} answered ${answer.status()} and not ${status}`);
    return answer;
  }

  // --- what holds for every page

  async oneH1() {
    const count = await this.count("h1");
    if (count !== 1) this.site.note(`${this.path} has ${count} h1`);
  }

  /** Two addresses of the site never have the same title. */
  async uniqueTitle() {
    const title = await this.page.title();
    if (!/.+ \| Prisme$/.test(title)) return this.site.note(`${this.path} has the title « ${title} »`);
    const path = this.path.replace(/[0-9a-f-]{36}$/, "…");
    const other = this.site.titles.get(title) ?? path;
    if (other !== path) this.site.note(`${path} has the title of ${other} : « ${title} »`);
    this.site.titles.set(title, path);
  }

  async noHorizontalScroll() {
    const { wide, screen, who } = await this.page.evaluate(() => {
      const screen = document.documentElement.clientWidth;
      const wide = document.documentElement.scrollWidth;
      const beyond = [...document.querySelectorAll("body *")].find(
        (element) => wide > screen && element.getBoundingClientRect().right > screen + 1,
      );
      return { wide, screen, who: beyond?.outerHTML.slice(0, 120) };
    });
    if (wide > screen) this.site.note(`${this.path} is ${wide} px wide on a screen of ${screen} : ${who}`);
  }

  /**
   * Nothing found by axe, at 1280 and 360 px, in light and in dark (where only colours can differ); nothing too wide
   * at 320 px either. Axe needs scripts, and both runs show the same page: done with JavaScript on.
   */
  async expectAxeClean(label) {
    if (!this.site.script) return;
    const { page } = this;
    const size = page.viewportSize();
    await page.evaluate(AXE);
    await page.mouse.move(0, 0); // or what happens to lie under the pointer would decide
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => scrollTo(0, 0));
      for (const theme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        const runOnly = theme === "light" ? STANDARDS : { type: "rule", values: ["color-contrast"] };
        const violations = await page.evaluate(
          async (runOnly) => {
            const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] });
            return violations.map(({ id, nodes }) => ({ id, count: nodes.length, html: nodes[0].html.slice(0, 160) }));
          },
          runOnly,
        );
        for (const { id, count, html } of violations)
          this.site.note(`axe, ${label}, ${width} px, ${theme} : ${id} (${count}) ${html}`);
      }
    }
    await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
    await page.setViewportSize({ width: 320, height: 900 });
    await this.noHorizontalScroll();
    await page.setViewportSize(size);
  }

  /** Errors that the browser told since the last step; it tells refusals too, which are expected by their status. */
  hearConsole() {
    for (const { text, url } of this.console.splice(0)) {
      const status = text.match(/^Failed to load resource: the server responded with a status of (\d+)/)?.[1];
      if (status && this.expected.has(`${status} ${new URL(url, this.site.url).pathname}`)) continue;
      this.site.note(`console : ${text.slice(0, 300)} ${url ?? ""}`);
    }
  }

  /** A picture for the README, when they were asked for. */
  async picture(name, { width = 1280, height = 900 } = {}) {
    const { pictures, script } = this.site;
    if (!pictures || !script) return;
    mkdirSync(pictures, { recursive: true });
    const size = this.page.viewportSize();
    await this.page.setViewportSize({ width, height });
    await this.page.evaluate(() => scrollTo(0, 0));
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
    await this.page.setViewportSize(size);
  }
}

/** Spaces as one types them: those that do not break are for the eye. */
export function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}

export function equal(found, wanted, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what} : ${a} and not ${b}`);
}
