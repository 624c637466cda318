// @ts-check
/**
 * The runtime of a deck page: starts reveal.js, and owns what reveal.js does poorly: the
 * address of a slide, the Back button, keys inside controls, assistive technology, print.
 *
 * A classic script without dependencies, so that a deck also opens from a folder. It reads
 * the page and one block of JSON: {width, height, reveal, plugins, strings}.
 */
(function () {
  "use strict";

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
   * @property {() => boolean} isAutoSliding
   * @property {(state: object) => void} setState
   */

  /**
   * @typedef {object} Options
   * @property {number} width
   * @property {number} height
   * @property {Record<string, unknown>} [reveal] options of reveal.js
   * @property {string[]} [plugins] names of global variables that hold plugins
   * @property {Record<string, string>} [strings]
   */

  /** @typedef {{slide: HTMLElement, target: Element | null}} Place */

  const SLIDES = ".slides > section:not(:has(> section)), .slides > section > section";

  /**
   * The query parameters that may reach reveal.js, which lets every parameter override its
   * configuration: ?url=javascript:… would run script in the speaker view. These are what
   * the speaker view puts on the address of its previews.
   */
  const QUERY = new Map([
    ["receiver", /^$/],
    ["postMessageEvents", /^true$/],
    ["scrollActivationWidth", /^false$/],
    ["progress", /^(true|false)$/],
    ["controls", /^(true|false)$/],
    ["history", /^false$/],
    ["autoSlide", /^\d{1,6}$/],
    ["transition", /^(none|fade|slide|convex|concave|zoom)$/],
    ["backgroundTransition", /^(none|fade|slide|convex|concave|zoom)$/],
  ]);

  const html = document.documentElement;
  const wrapper = /** @type {HTMLElement} */ (document.querySelector("main.reveal"));
  const slides = /** @type {HTMLElement} */ (wrapper.querySelector(".slides"));
  const Reveal = /** @type {RevealApi} */ (/** @type {any} */ (window).Reveal);
  const options = readOptions();
  const framed = window.parent !== window;
  const preview = isPreview();
  const upright = window.matchMedia("(max-width: 600px) and (orientation: portrait)");

  /** @returns {Options} */
  function readOptions() {
    // By its element, too: a slide may be named "deck-options".
    const block = document.querySelector("script#deck-options");
    return { width: 1280, height: 720, ...JSON.parse(block?.textContent || "{}") };
  }

  /**
   * @param {string} name
   * @param {string} fallback
   */
  function string(name, fallback) {
    return options.strings?.[name] || fallback;
  }

  // ---- Starting -------------------------------------------------------------------------

  /**
   * Whether this is a slide in the speaker view. Such a page takes orders by postMessage, so
   * the word of the address alone won't do: the page around it must be of the same origin.
   */
  function isPreview() {
    if (!framed || !/[?&]receiver(&|$)/.test(location.search)) return false;
    if (location.protocol === "file:") return true; // no page of the web can frame a file
    try {
      return Boolean(window.parent.document);
    } catch {
      return false;
    }
  }

  /** @param {string} parameter */
  function isSafe(parameter) {
    const [name, value = ""] = parameter.split(/=(.*)/s);
    const forPreviews = name === "receiver" || name === "postMessageEvents";
    return Boolean(QUERY.get(name)?.test(value)) && (preview || !forPreviews);
  }

  /** Take unsafe parameters off the address; false when the page is loading anew for that. */
  function cleanQuery() {
    const safe = location.search.slice(1).split("&").filter(isSafe).join("&");
    const search = safe && "?" + safe;
    if (location.search === search) return true;
    const url = new URL(location.href);
    url.search = search;
    try {
      history.replaceState(history.state, "", url.href);
    } catch {
      // Some browsers let no script rewrite the address of a file.
    }
    if (location.search !== search) location.replace(url.href);
    return location.search === search;
  }

  /**
   * The speaker view leads by messages. reveal.js would obey any call of any page around the
   * deck; the one thing that the speaker view asks for is a place in the deck.
   * @param {MessageEvent} event
   */
  function onMessage(event) {
    if (preview || (event.origin !== location.origin && location.protocol !== "file:")) return;
    if (typeof event.data !== "string" || !event.data.includes('"setState"')) return;
    try {
      const { method, args } = JSON.parse(event.data);
      if (method !== "setState") return;
      const { indexh, indexv, indexf, paused, overview } = args[0];
      Reveal.setState({ indexh, indexv, indexf, paused, overview });
    } catch {
      // not from the speaker view
    }
  }

  /** The configuration of reveal.js, in three layers: ours, the project's, what must hold. */
  function configuration() {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    return {
      margin: 0,
      center: false,
      minScale: 0.05,
      maxScale: 10,
      slideNumber: "c/t",
      controlsLayout: "edges",
      controlsTutorial: false,
      transition: "none",
      backgroundTransition: "none",
      ...options.reveal,
      ...(still && { transition: "none", backgroundTransition: "none", autoAnimate: false }),
      ...canvas(),
      display: "", // how a slide is laid out is for the style sheet to say
      hash: false,
      history: false,
      fragmentInURL: false,
      respondToHashChanges: false,
      scrollActivationWidth: 0,
      postMessage: preview,
      postMessageEvents: false,
      keyboardCondition: keyIsFree,
      plugins: plugins(),
    };
  }

  /** The speaker view and what the project brings along. */
  function plugins() {
    const names = ["RevealNotes", ...(options.plugins || [])];
    const globals = /** @type {Record<string, any>} */ (/** @type {unknown} */ (window));
    return names.map((name) => globals[name]).filter(Boolean);
  }

  function start() {
    const words = searchedWords();
    if (!Reveal || !slides.querySelector("section") || !cleanQuery()) return;
    html.classList.add("deck-js");
    Reveal.on("ready", () => begin(words));
    try {
      Reveal.initialize(configuration());
    } catch (error) {
      html.classList.remove("deck-js"); // the style sheet then shows all slides in a row
      throw error;
    }
  }

  /** @param {string[]} words */
  function begin(words) {
    wrapper.removeAttribute("role"); // "application" bars screen readers from reading
    nameSlides();
    nameControls();
    clearImages();
    for (const type of ["slidechanged", "overviewshown", "overviewhidden"]) Reveal.on(type, dress);
    jump((location.hash && find(location.hash)) || slideWith(words) || firstPlace());
    if (!preview) {
      Reveal.on("slidechanged", onSlideChanged);
      window.addEventListener("hashchange", () => show(find(location.hash) || firstPlace()));
      // On the slides, so as to come before reveal.js, which listens on what holds them.
      for (const part of [...Reveal.getSlides(), document.body]) part.addEventListener("click", onClick);
    }
    window.addEventListener("resize", fitCanvas);
    window.addEventListener("message", onMessage);
    preparePrint();
    hideWhenIdle();
  }

  /** Tell the style sheet what kind of slide is shown: the page around a slide goes with it. */
  function dress() {
    const slide = wrapper.classList.contains("overview") ? null : Reveal.getCurrentSlide();
    const is = (/** @type {string} */ kind) => Boolean(slide?.matches(kind));
    html.classList.toggle("deck-inverse", is(".inverse"));
    html.classList.toggle("deck-alone", is(".title-slide, .title, .inverse.middle"));
    html.classList.toggle("deck-own-ground", is("[data-background-color], [data-background-gradient]"));
  }

  /** Go to the first place of all without an animation. @param {Place} place */
  function jump(place) {
    slides.classList.add("no-transition");
    show(place);
    dress();
    requestAnimationFrame(() => slides.classList.remove("no-transition"));
  }

  // ---- Addresses ------------------------------------------------------------------------

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
      const slide = element && /** @type {HTMLElement | null} */ (element.closest(SLIDES));
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

  /** @param {Place} place */
  function show({ slide, target }) {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, target ? stepOf(target) : undefined);
    if (!target) return;
    if (!preview) focus(target);
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
    unscroll();
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

  /** Browsers scroll to the element of an address, even where nothing can be scrolled. */
  function unscroll() {
    for (const box of [html, document.body, wrapper, slides]) box.scrollTo(0, 0);
  }

  /** @param {string} hash */
  function write(hash) {
    // Inside another page each entry would keep Back from leaving that page; and what moved
    // on its own is no step of the reader's.
    const replace = framed || Reveal.isAutoSliding();
    try {
      history[replace ? "replaceState" : "pushState"](null, "", hash);
    } catch {
      // Too many in a short time, or not allowed here. The deck works without.
    }
  }

  /** @param {{currentSlide: HTMLElement}} event */
  function onSlideChanged({ currentSlide }) {
    // Whoever came by the address, Back or a link is where the address says already.
    const place = find(location.hash) || firstPlace();
    if (place.slide !== currentSlide) write(addressOf(currentSlide));
    unscroll();
    const active = document.activeElement;
    const outside = active && active !== document.body && !slides.contains(active);
    if (!outside && document.hasFocus()) focus(currentSlide);
  }

  /** @param {Element} element */
  function focus(element) {
    if (!(element instanceof HTMLElement)) return;
    element.focus({ preventScroll: true });
    if (document.activeElement === element) return;
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  /**
   * Follow a link within the deck ourselves, so that Back returns to the slide it is on.
   * @param {MouseEvent} event
   */
  function onClick(event) {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.hasAttribute("download") || !["", "_self"].includes(link.target)) return;
    if (!isThisPage(link)) return;
    event.preventDefault();
    event.stopPropagation();
    const aim = (link.getAttribute("href") || "").trim();
    const place = link.hash ? find(link.hash) : firstPlace();
    if (!place || aim === "" || aim === "#") return; // leads nowhere: stay
    const hash = link.hash || addressOf(place.slide);
    if (hash !== location.hash) write(hash);
    show(place);
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

  // ---- Search ---------------------------------------------------------------------------

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

  // ---- Images ----------------------------------------------------------------------------

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

  // ---- Keys -----------------------------------------------------------------------------

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

  // ---- Assistive technology -------------------------------------------------------------

  /** Each slide is a group with a name: "3 of 16: Agenda". */
  function nameSlides() {
    const all = Reveal.getSlides();
    all.forEach((slide, index) => {
      const title = slide.querySelector("h1, h2, h3, h4, h5, h6")?.textContent?.trim();
      const count = string("count", "{number} of {total}")
        .replace("{number}", String(index + 1))
        .replace("{total}", String(all.length));
      slide.tabIndex = -1;
      slide.setAttribute("role", "group");
      slide.setAttribute("aria-roledescription", string("slide", "slide"));
      slide.setAttribute("aria-label", title ? `${count}: ${title}` : count);
    });
  }

  /** reveal.js names its arrows in English. */
  function nameControls() {
    const [back, on] = html.dir === "rtl" ? ["right", "left"] : ["left", "right"];
    wrapper.querySelector(".navigate-" + back)?.setAttribute("aria-label", string("previous", "previous slide"));
    wrapper.querySelector(".navigate-" + on)?.setAttribute("aria-label", string("next", "next slide"));
    const resume = wrapper.querySelector(".resume-button");
    if (resume) resume.textContent = string("resume", "Resume presentation");
  }

  // ---- Window, print --------------------------------------------------------------------

  /** A phone held upright gets a canvas of its own shape, on which text is set anew. */
  function canvas() {
    const { width, height } = options;
    if (!upright.matches || framed) return { width, height };
    return { width: 600, height: Math.round((600 * window.innerHeight) / window.innerWidth) };
  }

  let lastCanvas = JSON.stringify(canvas());

  function fitCanvas() {
    const size = canvas();
    if (JSON.stringify(size) === lastCanvas) return;
    lastCanvas = JSON.stringify(size);
    Reveal.configure(size);
  }

  /**
   * Arrows and progress are away while nobody moves. The class comes back on with the first
   * pause, and movement only restarts the clock.
   */
  function hideWhenIdle() {
    let timer = 0;
    const rest = () => wrapper.classList.add("deck-idle");
    const wake = () => {
      clearTimeout(timer);
      wrapper.classList.remove("deck-idle");
      timer = window.setTimeout(rest, 2000);
    };
    rest();
    for (const type of ["pointermove", "pointerdown"]) document.addEventListener(type, wake, { passive: true });
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
    setPageSize();
  }

  /** reveal.js paints grounds behind the slides, in layers that aren't printed. @param {HTMLElement} slide */
  function carryGround(slide) {
    const { backgroundColor, backgroundImage, backgroundGradient } = slide.dataset;
    const url = backgroundImage && new URL(backgroundImage, document.baseURI).href;
    const image = url ? `url("${url.replace(/"/g, "%22")}")` : backgroundGradient;
    if (backgroundColor) slide.style.setProperty("--deck-page-ground", backgroundColor);
    if (image) slide.style.setProperty("--deck-page-image", image);
  }

  /** The size of a printed page can't come from a variable, and the page has no inline style. */
  function setPageSize() {
    const [width, height] = [options.width, options.height].map((length) => `${length}px`);
    html.style.setProperty("--deck-width", width);
    html.style.setProperty("--deck-height", height);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { size: ${width} ${height}; margin: 0 }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  start();
})();
