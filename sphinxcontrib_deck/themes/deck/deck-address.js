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
 * @property {Record<string, string>} labels what the page says, in the reader's language
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
      if (slide) return { slide, target: targetAt(element, slide) };
    }
    const slide = spellings.includes(slides.id) ? Reveal.getSlides()[0] : numbered(raw);
    return slide && { slide, target: null };
  }

  /**
   * What on a slide an address means, if not the slide itself. An empty element is there for
   * its id alone: one more of what it begins, else that of what comes next.
   * @param {Element} element
   * @param {HTMLElement} slide
   */
  function targetAt(element, slide) {
    let target = element;
    if (element.matches("span:empty, a:empty")) {
      const around = element.parentElement || slide;
      const isFirst = !element.matches(":not(span:empty) ~ *");
      target = (!isFirst && around.matches("section, div") && element.nextElementSibling) || around;
    }
    return target === slide || target.closest(".notes") ? null : target;
  }

  /**
   * The name that an address asks for; none for the deck itself, also as reveal.js writes it.
   * @param {string} hash
   */
  function nameIn(hash) {
    return decoded(hash).replace(/^#\/?/, "");
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

  return { find, first: firstPlace, nameIn, of: addressOf, isThisPage, stepOf };
})();
