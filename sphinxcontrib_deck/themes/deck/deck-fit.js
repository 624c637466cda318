// @ts-check
/**
 * Slides that hold more than fits: their type gets smaller, in few steps, so that sizes don't
 * jump about from slide to slide; what doesn't fit even so is scrolled.
 *
 * A slide is measured when it or its neighbour is about to be shown, so that a deck of any
 * length starts at once; before paper, all are. See css/75-fit.css.
 */

const DeckFit = (function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (/** @type {any} */ (window).Reveal);
  const slides = /** @type {HTMLElement} */ (document.querySelector("main.reveal > .slides"));

  /** What follows full size. */
  const STEPS = [0.9, 0.8, 0.7, 0.6];

  /** By how many pixels content may reach into the foot of a slide, where its number is. */
  const FOOT = 20;

  /** How far to look ahead, in slides; the overview shows this many at each side. */
  const NEXT = 1;
  const OVERVIEW = 3;

  /** What may change the size of content that was measured already. */
  const GROWTH = ["load", "error", "loadedmetadata", "toggle", "change", "click"];

  /** @type {WeakSet<Element>} */
  let fitted = new WeakSet();

  // ---- Measuring ------------------------------------------------------------------------

  /**
   * Fit slides, all at once: each step costs one layout, not one a slide.
   * @param {HTMLElement[]} asked
   */
  function fit(asked) {
    const all = asked.filter((slide) => !fitted.has(slide));
    const undo = all.map(open);
    const full = new Map(all.map((slide) => [slide, excess(slide)]));
    let tight = all.filter((slide) => full.get(slide)?.some(Boolean));
    for (const step of STEPS) {
      for (const slide of tight) slide.style.setProperty("--deck-fit", String(step));
      tight = tight.filter((slide) => isTight(slide, full.get(slide) || []));
    }
    const scrolled = all.filter((slide) => tight.includes(slide) || excess(slide)[1]);
    for (const step of undo) step();
    for (const slide of all) {
      const scrolls = scrolled.includes(slide);
      slide.classList.toggle("deck-scroll", scrolls);
      slide.tabIndex = scrolls ? 0 : -1;
      fitted.add(slide);
    }
  }

  /**
   * Bring a slide into the state in which it is measured; give what ends that state.
   * @param {HTMLElement} slide
   */
  function open(slide) {
    const parts = [slide, slide.parentElement].filter((part) => part?.tagName === "SECTION");
    const hidden = /** @type {HTMLElement[]} */ (parts).filter((part) => part.style.display === "none");
    for (const part of hidden) part.style.display = ""; // reveal.js hides what is far away
    slide.style.removeProperty("--deck-fit");
    slide.classList.add("deck-measuring");
    return () => {
      slide.classList.remove("deck-measuring");
      for (const part of hidden) part.style.display = "none";
    };
  }

  /**
   * By how much a slide is too wide and too high; a pixel is a matter of rounding. A formula
   * may be too wide for its column alone; where it may scroll, the style sheet says so.
   * @param {HTMLElement} slide
   */
  function excess(slide) {
    const boxes = [...slide.querySelectorAll("div.math")].filter((box) => getComputedStyle(box).overflowX === "visible");
    const wide = Math.max(...[slide, ...boxes].map((box) => box.scrollWidth - box.clientWidth));
    const high = slide.scrollHeight - slide.clientHeight;
    return [wide > 1 ? wide : 0, high > FOOT ? high : 0];
  }

  /**
   * Whether a slide still needs smaller type. What smaller type doesn't help, as something
   * that its author placed across the edge, is left alone.
   * @param {HTMLElement} slide
   * @param {number[]} full what it was too large by at full size
   */
  function isTight(slide, full) {
    const now = excess(slide);
    if (now.every((pixels, side) => pixels >= full[side])) slide.style.removeProperty("--deck-fit");
    return now.some((pixels, side) => pixels && pixels < full[side]);
  }

  // ---- Which slides ---------------------------------------------------------------------

  /** Fit the slide that is shown, and those that may be next. */
  function fitShown() {
    const slide = Reveal.getCurrentSlide();
    if (slide) fit(nearby(slide, isOverview() ? OVERVIEW : NEXT));
  }

  /**
   * A slide and its neighbours, in its stack and beside it.
   * @param {HTMLElement} slide
   * @param {number} reach
   */
  function nearby(slide, reach) {
    const near = [slide];
    for (const start of [slide, slide.parentElement]) {
      if (start?.tagName !== "SECTION") continue;
      for (const way of /** @type {const} */ (["previousElementSibling", "nextElementSibling"])) {
        let part = start[way];
        for (let step = 0; part && step < reach; step += 1, part = part[way]) near.push(...leaves(part, reach));
      }
    }
    return near;
  }

  /**
   * @param {Element} part a slide, or a stack of slides
   * @param {number} most
   */
  function leaves(part, most) {
    const inner = [...part.querySelectorAll(":scope > section")].slice(0, most);
    return /** @type {HTMLElement[]} */ (inner.length ? inner : [part]);
  }

  function isOverview() {
    return Reveal.getRevealElement().classList.contains("overview");
  }

  /** Measure everything anew, each slide when it is needed: the canvas is another. */
  function refit() {
    fitted = new WeakSet();
    fitShown();
  }

  /**
   * An image came, a box was opened: its slide is measured anew.
   * @param {Event} event
   */
  function onGrowth({ target }) {
    const slide = target instanceof Element && /** @type {HTMLElement | null} */ (target.closest("section"));
    // In the next frame: what replaces an image that didn't come isn't there yet.
    if (slide && fitted.delete(slide)) requestAnimationFrame(() => fit([slide]));
  }

  /**
   * Paper shows all slides, on the canvas of the deck, whatever the window's is.
   * @param {{width: number, height: number}} size
   */
  function fitForPrint(size) {
    const { width, height } = slides.style;
    const other = slides.clientWidth !== size.width || slides.clientHeight !== size.height;
    if (other) {
      fitted = new WeakSet();
      slides.style.width = `${size.width}px`;
      slides.style.height = `${size.height}px`;
    }
    fit(Reveal.getSlides());
    if (!other) return;
    slides.style.width = width;
    slides.style.height = height;
    window.addEventListener("afterprint", refit, { once: true });
  }

  // ---- Scrolling ------------------------------------------------------------------------

  /**
   * Scroll a slide that has more to show, rather than leave it; at its end the key leads on.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key did
   */
  function scrollByKey(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const slide = Reveal.getCurrentSlide();
    if (!way || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (!slide.matches(".reveal:not(.overview, .paused) .deck-scroll")) return false;
    const before = slide.scrollTop;
    slide.scrollBy({ top: (way * slide.clientHeight) / 4, behavior: "instant" });
    if (slide.scrollTop === before) return false;
    event.preventDefault();
    return true;
  }

  /**
   * Scroll what is on a slide until an element is in view. (The browser's own way would also
   * scroll a page that the deck is embedded in.)
   * @param {Element} element
   */
  function bring(element) {
    for (let box = element.parentElement; box && box !== slides; box = box.parentElement) {
      const [part, view] = [element, box].map((each) => each.getBoundingClientRect());
      const scale = view.width / box.offsetWidth || 1;
      box.scrollTop += past(part.top - view.top, part.bottom - view.bottom, view.height) / scale;
      box.scrollLeft += past(part.left - view.left, part.right - view.right, view.width) / scale;
    }
  }

  /**
   * How far to scroll for an element to be in view, its start at least, and off the edge.
   * @param {number} start how far it is behind the start of the view
   * @param {number} end how far it reaches past the end of the view
   * @param {number} size the view's
   */
  function past(start, end, size) {
    const edge = size / 10;
    if (start < 0) return start - edge;
    return end > 0 ? Math.min(start, end + edge) : 0;
  }

  /** @param {{width: number, height: number}} size the canvas of the deck */
  function begin(size) {
    for (const type of ["slidechanged", "overviewshown"]) Reveal.on(type, fitShown);
    Reveal.on("slidechanged", ({ previousSlide }) => previousSlide?.scrollTo(0, 0));
    Reveal.on("fragmentshown", ({ fragment, fragments }) => {
      const marked = fragments.find((/** @type {Element} */ part) => part.matches(".code-line > .to-mark"));
      if (fragment.closest(".deck-scroll")) bring(marked || fragment);
    });
    for (const type of GROWTH) slides.addEventListener(type, onGrowth, true);
    window.addEventListener("beforeprint", () => fitForPrint(size));
    fitShown();
  }

  return { begin, bring, refit, scrollByKey };
})();
