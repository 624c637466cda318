// @ts-check
/**
 * What reveal.js leaves undone for those who listen instead of look, who use the keyboard,
 * who print, and for images that don't come.
 */

const DeckAssist = (function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (/** @type {any} */ (window).Reveal);
  const deck = /** @type {HTMLElement} */ (document.querySelector("main.reveal"));
  const slides = /** @type {HTMLElement} */ (deck.querySelector(".slides"));

  /**
   * Each slide is a group with a name: "3 of 16: Agenda". (reveal.js names its own buttons.)
   * @param {Record<string, string>} labels
   */
  function nameSlides(labels) {
    const all = Reveal.getSlides();
    all.forEach((slide, index) => {
      const title = slide.querySelector("h1, h2, h3, h4, h5, h6")?.textContent?.trim();
      const count = labels.count.replace("{number}", String(index + 1)).replace("{total}", String(all.length));
      slide.tabIndex = -1;
      slide.setAttribute("role", "group");
      slide.setAttribute("aria-roledescription", labels.slide);
      slide.setAttribute("aria-label", title ? `${count}: ${title}` : count);
    });
  }

  /**
   * Give the focus, also to what can't have it by itself.
   * @param {Element} element
   */
  function focus(element) {
    if (!(element instanceof HTMLElement)) return;
    element.focus({ preventScroll: true });
    if (document.activeElement === element) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  /**
   * Show an element that an address means: its box is opened, its tab chosen; and mark it.
   * @param {Element} target
   */
  function point(target) {
    for (let part = /** @type {Element | null} */ (target); part && part !== slides; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) part.open = true;
      const tab = part.matches(".sd-tab-content") && part.previousElementSibling?.previousElementSibling;
      if (tab instanceof HTMLInputElement) tab.checked = true;
      const opener = openerOf(part);
      if (opener instanceof HTMLElement) opener.click();
    }
    unpoint();
    target.classList.add("deck-target");
  }

  /**
   * What a reader would press to see a part of a slide that a script of an extension hides.
   * @param {Element} part
   */
  function openerOf(part) {
    const isHidden = part.matches("[role=tabpanel][hidden]");
    if (isHidden) return slides.querySelector(`[role=tab][aria-controls="${CSS.escape(part.id)}"]`);
    return part.matches(".toggle-hidden") ? part.querySelector(".toggle-button") : null;
  }

  function unpoint() {
    slides.querySelector(".deck-target")?.classList.remove("deck-target");
  }

  /**
   * Whether a key is the deck's. A control that has the focus keeps the keys it understands,
   * and what lies over the deck, as the search of a host, keeps all.
   * @param {KeyboardEvent} event
   */
  function keyIsFree(event) {
    const active = document.activeElement;
    const over = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
    if (!event.key) return true; // from the speaker view
    if ([active, over].some((part) => part && !part.contains(deck) && !deck.contains(part))) return false;
    if (!active || active.tagName === "SECTION") return true;
    if (active.matches("input, select, textarea, video, audio, [contenteditable], [role=tab], [role=slider]")) return false;
    const pressed = active.closest("a[href], button, summary, [role=button]");
    return !pressed || !["Enter", " "].includes(event.key);
  }

  /** What can't be shown is its text, without the torn picture that browsers draw beside it. */
  function clearImages() {
    for (const image of slides.querySelectorAll("img")) {
      const text = document.createElement("span");
      text.className = "missing-image";
      text.textContent = image.alt;
      const clear = () => image.replaceWith(text);
      image.addEventListener("error", clear);
      if (image.complete && !image.naturalWidth) image.decode().catch(clear); // an SVG may have no width
    }
  }

  /** What keeps slides out of sight here would keep their text out of a PDF's structure. */
  const HIDING = ["hidden", "aria-hidden", "inert"];

  function preparePrint() {
    /** @type {Array<() => void>} */
    let undo = [];
    window.addEventListener("beforeprint", () => {
      for (const slide of slides.querySelectorAll("section")) {
        for (const name of HIDING) {
          const value = slide.getAttribute(name);
          if (value === null) continue;
          slide.removeAttribute(name);
          undo.push(() => slide.setAttribute(name, value));
        }
      }
    });
    window.addEventListener("afterprint", () => {
      for (const step of undo) step();
      undo = [];
    });
    for (const slide of Reveal.getSlides()) carryGround(slide);
  }

  /**
   * reveal.js paints grounds behind the slides, in layers that aren't printed.
   * @param {HTMLElement} slide
   */
  function carryGround(slide) {
    const { backgroundColor, backgroundImage, backgroundGradient } = slide.dataset;
    const url = backgroundImage && new URL(backgroundImage, document.baseURI).href;
    const image = url ? `url("${url.replace(/"/g, "%22")}")` : backgroundGradient;
    if (backgroundColor) slide.style.setProperty("--deck-page-ground", backgroundColor);
    if (image) slide.style.setProperty("--deck-page-image", image);
  }

  return { nameSlides, focus, point, unpoint, keyIsFree, clearImages, preparePrint };
})();
