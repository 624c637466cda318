"""Colours of TeX and of CSS, as six hexadecimal digits."""

from __future__ import annotations

import re

_CSS = """
    aliceblue=f0f8ff antiquewhite=faebd7 aqua=00ffff aquamarine=7fffd4 azure=f0ffff beige=f5f5dc
    bisque=ffe4c4 blanchedalmond=ffebcd blueviolet=8a2be2 burlywood=deb887 cadetblue=5f9ea0
    chartreuse=7fff00 chocolate=d2691e coral=ff7f50 cornflowerblue=6495ed cornsilk=fff8dc
    crimson=dc143c darkblue=00008b darkcyan=008b8b darkgoldenrod=b8860b darkgreen=006400
    darkgrey=a9a9a9 darkkhaki=bdb76b darkmagenta=8b008b darkolivegreen=556b2f darkorange=ff8c00
    darkorchid=9932cc darkred=8b0000 darksalmon=e9967a darkseagreen=8fbc8f darkslateblue=483d8b
    darkslategray=2f4f4f darkslategrey=2f4f4f darkturquoise=00ced1 darkviolet=9400d3
    deeppink=ff1493 deepskyblue=00bfff dimgray=696969 dimgrey=696969 dodgerblue=1e90ff
    firebrick=b22222 floralwhite=fffaf0 forestgreen=228b22 fuchsia=ff00ff gainsboro=dcdcdc
    ghostwhite=f8f8ff gold=ffd700 goldenrod=daa520 greenyellow=adff2f grey=808080
    honeydew=f0fff0 hotpink=ff69b4 indianred=cd5c5c indigo=4b0082 ivory=fffff0 khaki=f0e68c
    lavender=e6e6fa lavenderblush=fff0f5 lawngreen=7cfc00 lemonchiffon=fffacd lightblue=add8e6
    lightcoral=f08080 lightcyan=e0ffff lightgoldenrodyellow=fafad2 lightgreen=90ee90
    lightgrey=d3d3d3 lightpink=ffb6c1 lightsalmon=ffa07a lightseagreen=20b2aa
    lightskyblue=87cefa lightslategray=778899 lightslategrey=778899 lightsteelblue=b0c4de
    lightyellow=ffffe0 limegreen=32cd32 linen=faf0e6 maroon=800000 mediumaquamarine=66cdaa
    mediumblue=0000cd mediumorchid=ba55d3 mediumpurple=9370db mediumseagreen=3cb371
    mediumslateblue=7b68ee mediumspringgreen=00fa9a mediumturquoise=48d1cc
    mediumvioletred=c71585 midnightblue=191970 mintcream=f5fffa mistyrose=ffe4e1 moccasin=ffe4b5
    navajowhite=ffdead navy=000080 oldlace=fdf5e6 olivedrab=6b8e23 orangered=ff4500
    orchid=da70d6 palegoldenrod=eee8aa palegreen=98fb98 paleturquoise=afeeee
    palevioletred=db7093 papayawhip=ffefd5 peachpuff=ffdab9 peru=cd853f plum=dda0dd
    powderblue=b0e0e6 rebeccapurple=663399 rosybrown=bc8f8f royalblue=4169e1 saddlebrown=8b4513
    salmon=fa8072 sandybrown=f4a460 seagreen=2e8b57 seashell=fff5ee sienna=a0522d silver=c0c0c0
    skyblue=87ceeb slateblue=6a5acd slategray=708090 slategrey=708090 snow=fffafa
    springgreen=00ff7f steelblue=4682b4 tan=d2b48c thistle=d8bfd8 tomato=ff6347 turquoise=40e0d0
    wheat=f5deb3 whitesmoke=f5f5f5 yellowgreen=9acd32
"""
"""Those names of CSS that TeX's packages don't have. MathJax leaves these to the browser."""

CSS_COLOURS = dict(pair.split("=") for pair in _CSS.split())

_HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
_SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])", re.IGNORECASE)
_MOST = {"rgb": 1.0, "gray": 1.0, "RGB": 255.0}
"""The models, and what is the most of each of their colours."""


def hexadecimal(value: str, model: str = "") -> str | None:
    """Return a colour as TeX or CSS writes it; ``None`` for one that isn't known here.

    :param model: ``rgb``, ``RGB``, ``gray`` or ``HTML``; nothing for a name or ``#rrggbb``.
    """
    value = value.strip()
    if model in _MOST:
        return _mixed(value, _MOST[model], 1 if model == "gray" else 3)
    if short := _SHORT_HEX.fullmatch(value):
        return "".join(digit * 2 for digit in short.groups())
    if full := _HEX.fullmatch(value):
        return full[1]
    return CSS_COLOURS.get(value.lower())


def _mixed(value: str, most: float, parts: int) -> str | None:
    try:
        numbers = [float(part) / most for part in value.split(",")]
    except ValueError:
        return None
    if len(numbers) != parts or not all(0 <= number <= 1 for number in numbers):
        return None
    return "".join(f"{round(number * 255):02x}" for number in numbers * (3 // parts))
