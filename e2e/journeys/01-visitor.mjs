// Somebody who is not signed in: what the site says of itself, and the way to come in.
import { equal } from "../browser.mjs";

const PAGES = {
  "/accessibilite": "Accessibilité : non conforme",
  "/mentions-legales": "Mentions légales",
  "/donnees-personnelles": "Données personnelles",
  "/cookies": "Cookies",
  "/glossaire": "Glossaire",
  "/plan-du-site": "Plan du site",
};
const TABLE = "/auvergne-rhone-alpes/prst-3/tableau";

export default async function visitor(site) {
  const { step } = site;
  const visitor = await site.person();

  await step("the home page says what Prisme is for, and that the data are invented", async () => {
    await visitor.visit("/");
    await visitor.sees("Piloter et suivre un plan régional santé au travail", "h1");
    await visitor.sees("Démonstration. Personnes, dates et avancements inventés", "header");
    await visitor.expectAxeClean("home of a visitor");
  });
  await step("the footer leads to the pages that must be there", async () => {
    for (const [path, title] of Object.entries(PAGES)) {
      await visitor.visit("/");
      await visitor.follow(title, 200, { within: "footer" });
      visitor.at(path);
      await visitor.sees(title, "h1");
      await visitor.expectAxeClean(title);
    }
  });
  await step("an address that does not exist helps one back", async () => {
    await visitor.visit("/nulle-part", 404);
    await visitor.sees("Page introuvable", "h1");
    await visitor.expectAxeClean("404");
    await visitor.follow("Aller à l’accueil");
    visitor.at("/");
  });
  await step("a private page asks to sign in, and one comes back to it", async () => {
    await visitor.visit(TABLE, 401);
    await visitor.sees("Connectez-vous", "h1");
    await visitor.expectAxeClean("401");
    await visitor.follow("Se connecter");
    await visitor.expectAxeClean("sign-in");
    await visitor.press("Entrer comme Alex Buvard");
    visitor.at(TABLE);
  });
  await step("signing out closes what was private", async () => {
    await visitor.visit("/compte");
    await visitor.sees("Mes mandats");
    await visitor.press("Se déconnecter");
    visitor.at("/");
    await visitor.visit(TABLE, 401);
  });
  await step("on a phone the menu opens without a script", async () => {
    const phone = await site.person({ width: 360 });
    await phone.visit("/");
    await phone.page.getByText("Menu", { exact: true }).last().click();
    await phone.follow("Se connecter", 200, { within: "header" });
    phone.at("/compte/connexion");
  });
  await step("with the keyboard the skip links come first, are seen, and lead to the content", async () => {
    await visitor.visit("/");
    await visitor.page.keyboard.press("Tab");
    const first = await focused(visitor);
    equal(first.text, "Contenu", "the first stop");
    if (!first.seen) throw new Error("the skip link is not seen when it has the focus");
    await visitor.page.keyboard.press("Enter");
    await visitor.page.keyboard.press("Tab");
    equal((await focused(visitor)).within, "MAIN", "after « Contenu », the next stop is in");
  });
  await step("the keyboard reaches the menu, the content and the foot, in that order, and is caught nowhere", async () => {
    await visitor.visit("/compte/connexion");
    const stops = [];
    for (let n = 0; n < 80; n++) {
      await visitor.page.keyboard.press("Tab");
      const stop = await focused(visitor);
      if (stop.rank === stops.at(-1)?.rank) throw new Error(`the focus stays on « ${stop.text} »`);
      if (stop.rank < (stops.at(-1)?.rank ?? 0)) break; // round again
      if (!stop.seen) throw new Error(`nothing shows that the focus is on « ${stop.text} »`);
      stops.push(stop);
    }
    const order = stops.map((stop) => stop.within).filter((within, n, all) => within !== all[n - 1]);
    equal(order, ["BODY", "HEADER", "MAIN", "FOOTER"], "the order of the stops");
    equal(stops.find((stop) => stop.text === "Se connecter")?.within, "HEADER", "the menu is reached in");
    equal(stops.at(-1).text, "Plan du site", "the last stop");
  });
}

/** What has the focus: its text, its part of the page, its rank in the document, and whether one can see it. */
function focused(person) {
  return person.page.evaluate(() => {
    const element = document.activeElement;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const onScreen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && bottom > top;
    return {
      text: element.textContent.trim(),
      within: element.closest("header, main, footer")?.tagName ?? "BODY",
      rank: [...document.querySelectorAll("*")].indexOf(element),
      seen: onScreen && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && style.opacity !== "0",
    };
  });
}
