"""Digits and number words that are no figure: dates, names, references, terms, and idioms.

Each group is a pattern whose matches a reader takes for a word. Where a measure follows (`2027 MW`), the
number is a figure again.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
#: No measure follows, and no further digits.
_BARE = (
    r"(?![\d\w])(?![.,]\d)(?!\s?(?:%|[x×](?!\w)|[kKMBTG]W?\b|bn\b|mn\b|tn\b|trn\b|bps?\b|pp\b|€|£))"
    r"(?![\s-]*(?:per\s?cent|percentage|basis|thousand|million|billion|trillion|times\s|fold|dollars"
    r"|euros|cents|gigawatt|megawatt|MW)\b)"
)
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_AND = r"(?:\s?[-–/]\s?|\s(?:to|and|or)\s)"
DATES = (
    rf"\b{_YEAR}-\d\d-\d\d\b",
    rf"\b\d{{1,2}}[./]\d{{1,2}}[./](?:{_YEAR}|\d\d)\b",
    rf"\b(?:{_ORDINAL}|\d{{1,2}})(?:{_AND}(?:{_ORDINAL}|\d{{1,2}}))?\s(?:of\s)?{MONTH}(?:\s{_YEAR})?\b",
    rf"\b{MONTH}\s(?:{_ORDINAL}|\d{{1,2}})(?:{_AND}\d{{1,2}})?(?:,?\s{_YEAR})?{_BARE}",
    rf"(?<![$€£\d.,])\b{_YEAR}(?:Q[1-4]|H[12]|[AEF])\b",
    rf"(?<![$€£\d.,])\b{_YEAR}[-–/](?:{_YEAR}|\d\d){_BARE}",
    rf"(?<![$€£\d.,])\b{_YEAR}{_BARE}(?!-\d)",
    r"\b(?:19|20)\d0s\b|['’]\d0s?\b",
    r"\b(?:FY|CY|[Ff]iscal|[Cc]alendar)\s?(?:year\s)?['’]?\d{2,4}[AE]?\b",
    r"\b[1-4][QH](?:\s?(?:FY|CY)?['’]?\d{2,4}[AE]?)?\b|\b[QH][1-4]\s?(?:FY|CY)?['’]\d\d\b",
    r"\b\d{1,2}:\d\d(?::\d\d)?(?!\d)|\b\d{1,2}(?:\.\d\d)?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock)",
    rf"\b{_ORDINAL}[\s-](?:century|centuries|quarters?|half|Century)\b",
)  # fmt: skip
_PLACES = (
    r"(?i:figures?|figs?\.|tables?|exhibits?|charts?|boxe?s?|sections?|chapters?|notes?|footnotes?|pages?"
    r"|items?|appendix|paragraphs?|steps?|schedules?|forms?|versions?|volumes?|articles?|rules?|lines?"
    r"|rows?|columns?|phases?|levels?|tiers?|scopes?|stages?|titles?|annex|clauses?|regulations?|rounds?"
    r"|terminals?|routes?|series|class|group|grade|parts?|generation|gen|release|nos?\.)"
)
_STANDARDS = (
    "IFRS|IAS|ASC|ASU|FAS|SFAS|FRS|ISO|SOC|RFC|Basel|MiFID|Regulation|Directive|Proposition|Act"
)
_INDICES = (
    r"S&P|Nasdaq|NASDAQ|Russell|FTSE|Stoxx|STOXX|Nikkei|Dow|CAC|DAX|OMX|Fortune|Forbes|CSI|TSX|ASX|AEX"
    r"|IBEX|Topix|Nifty|Global|Inc\.?|Big"
)
#: Products that are called by a number; others have it in their word (H100) or want a waiver.
_PRODUCTS = (
    r"iPhone|iPad|iOS|macOS|Pixel|Galaxy|Switch|PlayStation|Xbox|Windows|Android|Python|Java|Llama|LLaMA"
    r"|Gemini|Claude|GPT|ChatGPT|Grok|Qwen|DeepSeek|Mistral|Nova|Titan|Opus|Sonnet|Haiku|Trainium|Inferentia"
    r"|Graviton|Nitro|Kindle|Echo|Model|Boeing|Airbus|Falcon|Ariane|Xeon|Ryzen|Epyc|EPYC|Instinct"
    r"|Snapdragon|Tensor|TPU|Blackwell|Rubin|Hopper|Ampere|Core|Wi-Fi|WiFi|Bluetooth|USB|PCIe|HDMI|DDR|HBM"
    r"|Web|Industry|Copilot|Phi|Gemma|Veo|Sora|Maia|Cobalt|Axion|Kuiper|Covid|COVID|Catch|Euro|Formula|Area"
    r"|Channel|Apollo|Agenda|Vision|Office|Microsoft|Ultra|Pro|Air|Max|Forever|Alexa|Studio|Ascend|Dojo"
)
_NUMBER = r"\d+(?:\.\d+)*[A-Za-z]?(?:\(\w{1,3}\))*"
NAMES = (
    r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+",
    r"\b(?:10|8|20|6|40|11)-[KQF]\b|\b401\(k\)|\b13[FDG]\b",
    r"\b24/7\b|\b9/11\b|\b7-Eleven\b|\b23andMe\b|\b3M\b(?!\s(?:of|in))|\b[2-6]G\b|#\d{1,2}\b|\b[23]D\b",
    r"\b\d+(?:\.\d)?\s?-?(?:nm|nanomet(?:re|er)s?)\b",
    rf"\b{_PLACES}\s\(?{_NUMBER}\)?(?:(?:,\s|\sand\s|\sto\s|\sor\s|[-–])\d+\w?)*{_BARE}|§+\s?\d[\d.]*",
    rf"\b(?:{_STANDARDS})\s(?:Topic\s|No\.?\s)?\d[\d.-]*\w?{_BARE}",
    rf"\b(?:{_INDICES})\s(?:Europe\s|Composite\s|Jones\s|Global\s|Industrial\s)?\d{{2,4}}{_BARE}",
    rf"\bProject\s[A-Z]\w+\s\d{{1,2}}{_BARE}",
    rf"\b(?:{_PRODUCTS})\s(?:(?:Opus|Sonnet|Haiku|Pro|Ultra|S|Plus)\s)?{_NUMBER}{_BARE}",
    r"\b(?!(?:USD|EUR|GBP|JPY|CHF|SEK|NOK|DKK|US)\d)[A-Z][A-Za-z]*-\d[\d.]*\w*\b(?!\s?%)",
    r"\b(?!(?:USD|EUR|GBP|JPY|CHF|SEK|NOK|DKK|US)\d)[A-Za-z][\w/]*\d[\w]*(?:-[A-Z])?\b",
    r"^[ \t]{0,8}\d{1,3}[.)](?=[ \t])",
    r"(?<=\[)\^?\d+(?=\])",
)
_TERM = (
    r"(?:Treasur(?:y|ies)|bonds?|notes?|bills?|yields?|gilts?|Bunds?|rates?|swaps?|paper|JGBs?|government"
    r"|US\sTreasur(?:y|ies)|mortgages?)"
)
TERMS = (
    rf"\b(?:\d{{1,2}}|two|three|five|seven|ten|twenty|thirty)-(?:year|month)\s{_TERM}\b",
    r"\b(?:52|fifty-two)-week\s(?:high|low|range)s?\b|\b(?:50|100|200|fifty|two-hundred)-day\s(?:moving|average)",
    r"(?<=over\s)36[05]\b|\b(?:[Aa]ctual|ACT|30)/36[05]\b",
)
_DOUBLE = (
    r"(?:edged|check|count|click|book|entr|A\b|B\b|tax|dip|blind|sided|glaz|speak|cross|jeopardy"
    r"|standard|bind|bottom|top\b|bill|agent|act\b|duty|take\b|shift|negative|marginali)"
)
_WHICH = (
    r"(?:first|second|latter|former|back|front|next|last|previous|other|either|each|every|this|final|better"
    r"|present|current)"
)
_HALF = (
    r"(?:years?|yearly|hours?|days?|decade|century|centuries|time|hearted\w*|life|way|finished|built|empty|full"
    r"|baked|measures?|truths?|mast|term|back|forgotten|dead|open|step|moon|season|mile)"
)
IDIOMS = (
    r"\bdoubl(?:e|es|ed|ing)[\s-]+(?:down|up\s+on|back|as)\b",
    rf"\bdouble[\s-]{_DOUBLE}\w*",
    r"\btriple[\s-](?:A\b|B\b|net\b|play\b|witching|crown|bottom|threat)\w*",
    rf"\b{_WHICH}[\s-]+(?:fiscal\s+)?half\b",
    rf"\bhalf[\s-]+(?:a\s+|an\s+)?{_HALF}\b",
    r"\bhalf\s+the\s+(?:battle|story|fun|truth)\b|\b(?:years?|months?|an\s+hour|decade)\s+and\s+a\s+half\b",
    r"\b(?:in|on)\s+half\s+measures\b|\bhalf-(?!price|point|percent|cent|million|billion|trillion|dozen|a-)\w+",
    r"\ba\s+(?:quarter|third|half)\s+of\s+an?\s+(?:century|hour)\b",
    r"\bone\s+hundredth\s+anniversary\b|\btwenty-first[\s-]century\b|\btwentieth[\s-]century\b",
    r"\b(?:one|a)\s+(?:in|out\s+of)\s+a\s+million\b|\bthank\w*\s+a\s+million\b",
    r"\b(?:the|our|your)\s+million[\s-]dollar\s+question\b|\bwho\s+wants\s+to\s+be\s+a\s+millionaire\b",
    r"\b(?:Hundred|Thirty|Seven)\s+Years['’]?\s+War\b|\bCatch\s+Twenty-Two\b|\btwenty-four\s+seven\b",
    r"\bdime\s+a\s+dozen\b|\bsix\s+of\s+one\b.{0,4}\bhalf\s+a\s+dozen\s+of\s+the\s+other\b",
)
NO_FIGURE = tuple(re.compile(p, re.MULTILINE) for p in ("|".join(DATES), "|".join(NAMES)))
NO_FIGURE_IN_WORDS = re.compile("|".join((*TERMS, *IDIOMS)), re.IGNORECASE)
LINK_TARGET = re.compile(r"\]\([^)\s]*\)")


def without_names(text: str, *, in_digits: bool) -> str:
    """The text with everything that is no figure blotted out, place for place."""
    for pattern in (
        (LINK_TARGET, *NO_FIGURE, NO_FIGURE_IN_WORDS) if in_digits else (NO_FIGURE_IN_WORDS,)
    ):
        text = pattern.sub(_blot, text)
    return text


def _blot(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\0", match[0])
