// @ts-check
/**
 * The runtime of a deck page: starts reveal.js and keeps the slide that is shown, the
 * address and the look of the window in step.
 *
 * It and its helpers are classic scripts without dependencies, so that a deck also opens from
 * a folder. They read the page and one block of JSON: {width, height, reveal}.
 */
(function () {
  "use strict";

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
  const globals = /** @type {any} */ (window);
  const Reveal = /** @type {RevealApi} */ (globals.Reveal);
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
      keyboardCondition: (/** @type {KeyboardEvent} */ event) => DeckAssist.keyIsFree(event) && !DeckFit.scrollByKey(event),
      plugins: [globals.RevealNotes].filter(Boolean), // the speaker view
    };
  }

  function start() {
    const words = DeckAddress.searchedWords();
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
    DeckAssist.nameSlides();
    DeckAssist.clearImages();
    for (const type of ["slidechanged", "overviewshown", "overviewhidden"]) Reveal.on(type, dress);
    jump((location.hash && DeckAddress.find(location.hash)) || DeckAddress.slideWith(words) || DeckAddress.first());
    DeckFit.begin(options);
    if (!preview) {
      Reveal.on("slidechanged", onSlideChanged);
      window.addEventListener("hashchange", () => show(here()));
      // On the slides, so as to come before reveal.js, which listens on what holds them.
      for (const part of [...Reveal.getSlides(), document.body]) part.addEventListener("click", onClick);
    }
    window.addEventListener("resize", fitCanvas);
    window.addEventListener("message", onMessage);
    DeckAssist.preparePrint(options);
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

  /**
   * Go to the first place of all without an animation.
   * @param {Place} place
   */
  function jump(place) {
    slides.classList.add("no-transition");
    show(place);
    dress();
    requestAnimationFrame(() => slides.classList.remove("no-transition"));
  }

  // ---- Addresses ------------------------------------------------------------------------

  /** Where the address says that we are. */
  function here() {
    return DeckAddress.find(location.hash) || DeckAddress.first();
  }

  /** @param {Place} place */
  function show({ slide, target }) {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, target ? DeckAddress.stepOf(target) : undefined);
    if (!target) return;
    if (!preview) DeckAssist.focus(target);
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
    unscroll();
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
    if (here().slide !== currentSlide) write(DeckAddress.of(currentSlide));
    unscroll();
    const active = document.activeElement;
    const outside = active && active !== document.body && !slides.contains(active);
    if (!outside && document.hasFocus()) DeckAssist.focus(currentSlide);
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
    if (!DeckAddress.isThisPage(link)) return;
    event.preventDefault();
    event.stopPropagation();
    const aim = (link.getAttribute("href") || "").trim();
    const place = link.hash ? DeckAddress.find(link.hash) : DeckAddress.first();
    if (!place || aim === "" || aim === "#") return; // leads nowhere: stay
    const hash = link.hash || DeckAddress.of(place.slide);
    if (hash !== location.hash) write(hash);
    show(place);
  }

  // ---- Window ---------------------------------------------------------------------------

  /** A phone held upright gets a canvas of its own shape, on which text is set anew. */
  function canvas() {
    const { width, height } = options;
    if (!upright.matches || framed) return { width, height };
    return { width: 600, height: Math.round((600 * window.innerHeight) / window.innerWidth) };
  }

  /** What the style sheet and reveal.js lay a slide out by. */
  function shape() {
    return JSON.stringify([upright.matches, canvas()]);
  }

  let lastShape = shape();

  function fitCanvas() {
    if (shape() === lastShape) return;
    lastShape = shape();
    Reveal.configure(canvas());
    DeckFit.refit();
  }

  /** Arrows and progress are away while nobody moves. */
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

  start();
})();
