"""TeX that decks use: what is set, and what isn't known."""

from __future__ import annotations

KNOWN = r"""
a + b = c
x^2 + y_i^{n+1}
x'_i + f''(x)
\frac{a}{b} + \dfrac{a}{b} + \tfrac{a}{b}
\cfrac{1}{1 + \cfrac{1}{x}}
\sqrt{x} + \sqrt[3]{x+1}
\sum_{i=1}^n i + \prod_{k} k
\sum\limits_{i} \int\nolimits_0^1
\int_0^\infty e^{-x^2}\,dx
\oint \iint \iiint
\lim_{x \to 0} \frac{\sin x}{x}
\limsup_{n\to\infty} \liminf_{n}
\max_x \min_y \sup \inf \arg\max
\alpha \beta \gamma \delta \epsilon \varepsilon \theta \vartheta \phi \varphi
\Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi \Omega
\mathbf{x} \mathrm{d} \mathit{ab} \mathsf{s} \mathtt{t}
\mathbb{R} \mathbb{N} \mathcal{L} \mathfrak{g} \mathscr{F}
\boldsymbol{\alpha} \bm{x} \pmb{x}
\text{if } x > 0
\text{for all $x$}
\textbf{bold} \textit{it} \textrm{rm} \texttt{tt} \textsf{sf}
\mbox{where} \hbox{a}
\operatorname{argmax} \operatorname*{arg\,max}_x
\hat{x} \bar{x} \tilde{x} \vec{x} \dot{x} \ddot{x} \check{x} \acute{x} \grave{x} \breve{x}
\widehat{xyz} \widetilde{xyz}
\overline{AB} \underline{AB}
\overrightarrow{AB} \overleftarrow{AB} \overleftrightarrow{AB}
\overbrace{a+b}^{n} \underbrace{a+b}_{n}
\overset{!}{=} \underset{x}{\min} \stackrel{\text{def}}{=}
\overbracket{a} \underbracket{b}
\binom{n}{k} \dbinom{n}{k} \tbinom{n}{k} {n \choose k}
\left( \frac{a}{b} \right)
\left[ x \right] \left\{ x \right\} \left| x \right| \left\| x \right\|
\left. \frac{df}{dx} \right|_{x=0}
\left\langle x \middle| y \right\rangle
\left\lfloor x \right\rfloor \left\lceil x \right\rceil
\big( \Big( \bigg( \Bigg( x \Bigg) \bigg) \Big) \big)
\bigl( x \bigr) \Biggl[ y \Biggr]
\lvert x \rvert \lVert x \rVert
\langle x, y \rangle
\begin{pmatrix} a & b \\ c & d \end{pmatrix}
\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}
\begin{vmatrix} a & b \\ c & d \end{vmatrix}
\begin{Vmatrix} a & b \\ c & d \end{Vmatrix}
\begin{Bmatrix} a & b \\ c & d \end{Bmatrix}
\begin{matrix} a & b \\ c & d \end{matrix}
\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}
\begin{array}{lcr} a & b & c \\ d & e & f \end{array}
\left[\begin{array}{c|c} a & b \\ \hline c & d \end{array}\right]
\begin{cases} x & x > 0 \\ -x & \text{otherwise} \end{cases}
\begin{dcases} \frac{x}{2} & x > 0 \\ -x & x \le 0 \end{dcases}
\begin{rcases} a \\ b \end{rcases} = c
\begin{aligned} a &= b \\ &= c + d \end{aligned}
\begin{align} a &= b \\ c &= d \end{align}
\begin{align*} a &= b & c &= d \\ e &= f & g &= h \end{align*}
\begin{alignat}{2} a &= b & c &= d \end{alignat}
\begin{gather} a = b \\ c = d \end{gather}
\begin{gathered} a = b \\ c = d \end{gathered}
\begin{split} a &= b \\ &= c \end{split}
\begin{multline} a + b + c \\ + d \end{multline}
\begin{equation} E = mc^2 \end{equation}
\begin{equation*} E = mc^2 \end{equation*}
\begin{eqnarray} a &=& b \\ c &=& d \nonumber \end{eqnarray}
\begin{subarray}{l} i \in I \\ j \in J \end{subarray}
\sum_{\substack{0 \le i \le m \\ 0 < j < n}} P(i, j)
a = b \tag{1}
a = b \tag*{($\ast$)}
a = b \label{eq:x}
a = b \notag \\ c = d \nonumber
\color{red}{x} + y
{\color{blue} x + y} + z
\textcolor{red}{x} + \textcolor{#00ff00}{y}
\boxed{E = mc^2}
\fbox{text}
\cancel{x} \bcancel{x} \xcancel{x}
\phantom{x} \hphantom{x} \vphantom{x}
\mathstrut \strut \smash{x}
a \, b \: c \; d \! e \quad f \qquad g \ h
a \hspace{1em} b \hskip 5pt c \kern 3pt d \mkern3mu e
a \enspace b \thinspace c \negthinspace d \medspace e \thickspace f
\xrightarrow{f} \xleftarrow[b]{a} \xRightarrow{x} \xmapsto{f}
\rightarrow \leftarrow \Rightarrow \Leftarrow \leftrightarrow \Leftrightarrow
\iff \implies \impliedby \to \gets \mapsto
\longrightarrow \longleftarrow \Longrightarrow
\longmapsto \hookrightarrow \rightharpoonup \rightleftharpoons
\uparrow \downarrow \updownarrow \nearrow \searrow \rightsquigarrow \leadsto
\le \ge \leq \geq \ne \neq \ll \gg \approx \equiv \sim \simeq \cong \propto
\leqslant \geqslant \lesssim \gtrsim \prec \succ \preceq \succeq
\in \notin \ni \subset \subseteq \supset \supseteq
\subsetneq \not\subset \cup \cap \setminus \emptyset \varnothing
\forall \exists \nexists \neg \land \lor \wedge \vee \top \bot \vdash \models
\cdot \times \div \pm \mp \ast \star \circ \bullet \oplus \otimes \odot
\bigcup_{i} \bigcap_{i} \bigoplus \bigotimes \bigvee \bigwedge \bigsqcup \coprod
\partial \nabla \infty \hbar \ell \Re \Im \aleph \wp \angle \prime \degree
\ldots \cdots \vdots \ddots \dots \dotsc \dotsb
\mid \nmid \parallel \perp \triangleq \coloneqq \colon :=
\log \ln \exp \sin \cos \tan \arcsin \sinh \det \dim \ker \deg \gcd \Pr \hom
a \bmod b \pmod{n} \mod{n} \pod{n}
\% \& \$ \# \{ \} \_
\text{snake\_case}
100\% \text{ and } \$5
\displaystyle \sum_{i} x \textstyle \sum_i x \scriptstyle x
\mathrel{R} \mathbin{+} \mathop{x} \mathord{x} \mathopen{(} \mathclose{)}
\rm d x + \bf y + \it z
{\bf x} {\rm d}
\DeclareMathOperator{\foo}{foo} \foo x
\newcommand{\R}{\mathbb{R}} x \in \R
\def\x{y} \x
\tilde{\mathbf{x}}^\top \hat{\boldsymbol\theta}
x^\top y^{\mathsf{T}} A^{-1} A^*
\mathbb{E}_{x \sim p}[f(x)]
\mathbb{1}_{x>0}
\dot{\vec{x}}
P(A \mid B) = \frac{P(B \mid A) P(A)}{P(B)}
\nabla_\theta J(\theta) = \mathbb{E}\left[\sum_t \nabla \log \pi\right]
f\colon X \to Y
\mathcal{O}(n \log n)
\left(\begin{array}{cc} a & b \\ c & d \end{array}\right)
\frac{\partial^2 f}{\partial x^2}
\frac{d}{dx}\bigg|_{x=0}
x \not= y \not\in z \not\equiv
\sideset{}{'}\sum
\prescript{14}{6}{C}
{}^{14}_{6}C
\bra{x} \ket{y} \braket{x|y}
\underbrace{\frac{a}{b}}_{\text{ratio}}
\mathring{A} \dddot{x}
\raisebox{2pt}{x}
\require{cancel} \cancel{x}
a \\ b
a & b
\lbrace x \rbrace \lbrack y \rbrack \backslash
\ulcorner x \urcorner
\lfloor x \rfloor \lceil y \rceil
\square \blacksquare \triangle \Box \Diamond \checkmark
\dagger \ddagger \S \P \copyright \pounds \euro
\therefore \because
\iff\quad\Longleftrightarrow
\mathrm{Var}(X) \operatorname{Var}(X)
\textstyle\frac12
x_1, \dots, x_n
\frac12 x^12
\sqrt2
a_{i,j}^{(k)}
{a \over b}
\genfrac{(}{)}{0pt}{}{n}{k}
\tfrac{1}{2}
\Biggl\{ \sum \Biggr\}
\arg\min_{\theta} \mathcal{L}
A \xrightarrow[\text{below}]{\text{above}} B
\underline{\text{text}}
\begin{bmatrix} 1 & \cdots & 0 \\ \vdots & \ddots & \vdots \\ 0 & \cdots & 1 \end{bmatrix}
\lt \gt \amp
\mathbf{\hat{x}}
é + ü
日本
a < b > c
"quoted"
\begin{array}{@{}l*{2}{|c}@{}} a & b & c \end{array}
a \\[1em] b
\begin{pmatrix*}[r] 1 \\ -1 \end{pmatrix*}
\begin{bsmallmatrix} a & b \\ c & d \end{bsmallmatrix}
\text{for $x$ and $y$}
\Large x
\let\oldvec\vec \renewcommand{\vec}[1]{\mathbf{#1}} \oldvec{a} \vec{b}
\hspace*{1em} x
x % comment
\begin{aligned}[t] a &= b \end{aligned}
\sum_{\mathclap{i}} x
"""

UNKNOWN = r"""
\colorbox{yellow}{x}
\ce{H2O}
\SI{5}{m}
\qty(x) \dv{f}{x} \pdv{f}{x}
\rule{1em}{1pt}
\href{https://example.org}{x}
\verb|x|
\begin{tabular}{c} a \end{tabular}
a\limits_b
\intertext{and}
\unknowncommand{x}
\frac{a
\begin{foo} x \end{foo}
x^{
}
\newcommand{\x}{\x} \x
\begin{align} a &= b
a = b \end{align}
\textcolor{red}
\newcommand x
\def\x a{b}
"""
