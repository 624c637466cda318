// @ts-check
/**
 * The runtime of a deck page: starts reveal.js and keeps the slide that is shown, the
 * address and the look of the window in step.
 *
 * It and its helpers are classic scripts without dependencies, so that a deck also opens from
 * a folder. They read the page and one block of JSON: {width, height, reveal, labels}.
 */
(function () {
  "use strict";

  /** What the page says where the project's language has no words for it. */
  const LABELS = {
    count: "{number} of {total}",
    slide: "slide",
    missing: "There is no slide “{name}” in this deck; this is its first.",
    present: "Present",
  };

  const html = document.documentElement;
  const wrapper = /** @type {HTMLElement} */ (document.querySelector("main.reveal"));
  const slides = /** @type {HTMLElement} */ (wrapper.querySelector(".slides"));
  const globals = /** @type {any} */ (window);
  const Reveal = /** @type {RevealApi} */ (globals.Reveal);
  const options = readOptions();
  const framed = window.parent !== window;
  const preview = DeckQuery.isPreview();
  const upright = window.matchMedia("(max-width: 600px) and (orientation: portrait)");

  /** @returns {Options} */
  function readOptions() {
    // By its element, too: a slide may be named "deck-options".
    const block = document.querySelector("script#deck-options");
    const given = JSON.parse(block?.textContent || "{}");
    return { width: 1280, height: 720, ...given, labels: { ...LABELS, ...given.labels } };
  }

  // ---- Starting -------------------------------------------------------------------------

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
    const words = framed ? [] : DeckSearch.searchedWords();
    if (!Reveal || !slides.querySelector("section") || !DeckQuery.clean()) return;
    const { hash } = location;
    if (hash) hideHash(hash);
    Reveal.on("ready", () => begin(hash, words));
    // Last of all: what extensions do with the page once it is there has been done by then.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  }

  function run() {
    html.classList.add("deck-js");
    html.classList.toggle("deck-framed", framed);
    try {
      Reveal.initialize(configuration());
    } catch (error) {
      html.classList.remove("deck-js"); // the style sheet then shows all slides in a row
      throw error;
    }
  }

  /**
   * Left to a browser, the element of an address gets the focus, or takes it from what should
   * have it; and is scrolled to, along with a page around the deck. It is, once, when the page
   * has been read.
   * @param {string} hash
   */
  function hideHash(hash) {
    const { state } = history;
    const put = (/** @type {string} */ end) => history.replaceState(state, "", location.pathname + location.search + end);
    const restore = () => location.hash || put(hash);
    try {
      put("");
      document.addEventListener("DOMContentLoaded", () => setTimeout(restore));
    } catch {
      // Not allowed here: then the browser does what it does.
    }
  }

  /**
   * @param {string} hash
   * @param {string[]} words
   */
  function begin(hash, words) {
    wrapper.removeAttribute("role"); // "application" bars screen readers from reading
    DeckAssist.nameSlides(options.labels);
    DeckAssist.clearImages();
    for (const type of ["slidechanged", "overviewshown", "overviewhidden"]) Reveal.on(type, dress);
    const found = DeckSearch.slideWith(words);
    const place = (hash && DeckAddress.find(hash)) || found || DeckAddress.first();
    jump(place);
    DeckFit.begin(options);
    if (place.target) DeckFit.bring(place.target); // a slide scrolls once it is fitted
    if (!preview) {
      Reveal.on("slidechanged", onSlideChanged);
      window.addEventListener("hashchange", () => show(here()));
      DeckAround.begin(hash, framed, options.labels); // tells what is there once it is there
      // On the slides, so as to come before reveal.js, which listens on what holds them.
      for (const part of [...Reveal.getSlides(), document.body]) part.addEventListener("click", onClick);
    }
    window.addEventListener("scroll", unscroll, true); // by the browser, for late images, too
    window.addEventListener("resize", fitCanvas);
    window.addEventListener("message", onMessage);
    DeckAssist.preparePrint();
    DeckAround.hideWhenIdle();
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
    DeckAssist.point(target);
    if (!preview && (!framed || document.hasFocus())) DeckAssist.focus(target);
    DeckFit.bring(target);
    unscroll();
  }

  /** Browsers scroll to the element of an address, even where nothing can be scrolled. */
  function unscroll() {
    for (const box of [html, document.body, wrapper, slides]) box.scrollTo(0, 0);
  }

  /** @param {string} address */
  function write(address) {
    // Inside another page each entry would keep Back from leaving that page; and what moved
    // on its own is no step of the reader's.
    const replace = framed || Reveal.isAutoSliding();
    try {
      history[replace ? "replaceState" : "pushState"](null, "", address);
    } catch {
      // Too many in a short time, or not allowed here. The deck works without.
    }
  }

  /** @param {{currentSlide: HTMLElement}} event */
  function onSlideChanged({ currentSlide }) {
    // Whoever came by the address, Back or a link is where the address says already.
    if (here().slide !== currentSlide) write(DeckAddress.of(currentSlide));
    DeckAssist.unpoint();
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
    if (!DeckAddress.isThisPage(link)) {
      if (framed) link.target = "_top"; // the page around is where one goes on
      return;
    }
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

  start();
})();
