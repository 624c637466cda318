// @ts-check
/**
 * What reveal.js leaves undone for those who listen instead of look, who use the keyboard,
 * who print, and for images that don't come.
 */

const DeckAssist = (function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (/** @type {any} */ (window).Reveal);
  const html = document.documentElement;
  const slides = /** @type {HTMLElement} */ (document.querySelector("main.reveal > .slides"));

  /** What is said, not seen. (reveal.js names its own buttons.) */
  const LABELS = { count: "{number} of {total}", slide: "slide" };

  /** Each slide is a group with a name: "3 of 16: Agenda". */
  function nameSlides() {
    const all = Reveal.getSlides();
    all.forEach((slide, index) => {
      const title = slide.querySelector("h1, h2, h3, h4, h5, h6")?.textContent?.trim();
      const count = LABELS.count.replace("{number}", String(index + 1)).replace("{total}", String(all.length));
      slide.tabIndex = -1;
      slide.setAttribute("role", "group");
      slide.setAttribute("aria-roledescription", LABELS.slide);
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
   * Whether a key is the deck's. A control that has the focus keeps the keys it understands.
   * @param {KeyboardEvent} event
   */
  function keyIsFree(event) {
    const active = document.activeElement;
    if (!event.key || !active || active.tagName === "SECTION") return true;
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

  /** @param {{width: number, height: number}} size */
  function preparePrint(size) {
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
    setPageSize(size);
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

  /**
   * The size of a printed page can't come from a variable, and the page has no inline style.
   * @param {{width: number, height: number}} size
   */
  function setPageSize(size) {
    const [width, height] = [size.width, size.height].map((length) => `${length}px`);
    html.style.setProperty("--deck-width", width);
    html.style.setProperty("--deck-height", height);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { size: ${width} ${height}; margin: 0 }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  return { nameSlides, focus, keyIsFree, clearImages, preparePrint };
})();
