// @ts-check
/**
 * Addresses of slides: which slide, and what on it, an address means. Nothing here moves.
 */

/**
 * The part of reveal.js that is used here.
 * @typedef {object} RevealApi
 * @property {(config: object) => Promise<unknown>} initialize
 * @property {(config: object) => void} configure
 * @property {(type: string, listener: (event: any) => void) => void} on
 * @property {(h: number, v?: number, f?: number) => void} slide
 * @property {(slide?: Element) => {h: number, v: number}} getIndices
 * @property {() => HTMLElement[]} getSlides
 * @property {() => HTMLElement} getCurrentSlide
 * @property {() => HTMLElement} getRevealElement
 * @property {() => boolean} isAutoSliding
 * @property {(state: object) => void} setState
 */

/**
 * @typedef {object} Options
 * @property {number} width
 * @property {number} height
 * @property {Record<string, unknown>} [reveal] options of reveal.js
 */

/** @typedef {{slide: HTMLElement, target: Element | null}} Place */

const DeckAddress = (function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (/** @type {any} */ (window).Reveal);
  const slides = /** @type {HTMLElement} */ (document.querySelector("main.reveal > .slides"));
  const SLIDE = ".slides > section:not(:has(> section)), .slides > section > section";

  /**
   * Where an address leads: to the slide or the element in a slide of exactly this id, else
   * to a slide by number. Ids come first: slides are named "2024", too.
   * @param {string} hash
   * @returns {Place | null}
   */
  function find(hash) {
    const raw = hash.replace(/^#/, "");
    const spellings = [raw, decoded(raw), raw.replace(/^\//, ""), decoded(raw).replace(/^\//, "")];
    for (const id of spellings) {
      const element = id && slides.querySelector("#" + CSS.escape(id));
      const slide = element && /** @type {HTMLElement | null} */ (element.closest(SLIDE));
      if (slide) return { slide, target: element === slide ? null : element };
    }
    const slide = numbered(raw);
    return slide && { slide, target: null };
  }

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a lone % is no error in an address
    }
  }

  /**
   * "3" counts slides from one; "/2/1" is reveal's own way, which its speaker view uses.
   * @param {string} text
   * @returns {HTMLElement | null}
   */
  function numbered(text) {
    if (/^\d+$/.test(text)) return Reveal.getSlides()[Number(text) - 1] || null;
    const [, h, v = "0"] = text.match(/^\/(\d+)(?:\/(\d+))?(?:\/\d+)?$/) || [];
    const outer = h && slides.querySelectorAll(":scope > section")[Number(h)];
    if (!outer) return null;
    const inner = outer.querySelectorAll(":scope > section");
    return /** @type {HTMLElement} */ (inner[Number(v)] || inner[0] || outer);
  }

  /** @returns {Place} */
  function firstPlace() {
    return { slide: Reveal.getSlides()[0], target: null };
  }

  /** @param {HTMLElement} slide */
  function addressOf(slide) {
    const { h, v } = Reveal.getIndices(slide);
    if (!slide.id) return `#/${h}/${v || 0}`;
    return "#" + encodeURI(slide.id).replace(/#/g, "%23");
  }

  /** @param {HTMLAnchorElement} link */
  function isThisPage(link) {
    const same = link.protocol === location.protocol && link.host === location.host;
    return same && page(link.pathname) === page(location.pathname) && ["", location.search].includes(link.search);
  }

  /** @param {string} path */
  function page(path) {
    return decoded(path).replace(/\/index\.html$/, "/");
  }

  /**
   * The step that has to be shown for an element to be seen, if it isn't yet.
   * @param {Element} target
   */
  function stepOf(target) {
    let step = -1;
    for (let part = target.closest(".fragment"); part; part = part.parentElement?.closest(".fragment") || null) {
      const index = Number(part.getAttribute("data-fragment-index"));
      if (!part.classList.contains("visible")) step = Math.max(step, index);
    }
    return step < 0 ? undefined : step;
  }

  /** What the reader searched for: Sphinx's search leaves it here, or in older pages' query. */
  function searchedWords() {
    let words = new URLSearchParams(location.search).get("highlight") || "";
    try {
      words = words || localStorage.getItem("sphinx_highlight_terms") || "";
      localStorage.removeItem("sphinx_highlight_terms");
    } catch {
      // no storage, no words
    }
    return words.toLowerCase().split(/\s+/).filter(Boolean);
  }

  /**
   * Search finds words by page; a deck must open at the slide that has them.
   * @param {string[]} words
   * @returns {Place | null}
   */
  function slideWith(words) {
    if (!words.length) return null;
    const has = (/** @type {HTMLElement} */ slide) => {
      const text = (slide.textContent || "").toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const slide = Reveal.getSlides().find(has);
    return slide ? { slide, target: null } : null;
  }

  return { find, first: firstPlace, of: addressOf, isThisPage, searchedWords, slideWith, stepOf };
})();
