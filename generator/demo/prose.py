"""Texts whose words are as frequent as in real prose: the word of rank r comes up in proportion to 1/r."""

from itertools import accumulate, product
from random import Random
from typing import Final

SIZE: Final = 6_000

COMMON: Final = """
the of and to a in for is that on by with as be this are will at it from or have which not has was their were all they
we can more an its one been who people would but there other if about when may what each these than two so no up into any
only some also our through where had during how after new most many first over between both them under such well while
""".split()

SERVICE: Final = """
community council service services residents local support fund grant young people area board meeting project decision year
families health town park centre library housing care school children neighbourhood volunteers training skills
budget cost money public open street road safety learning advice help group groups club clubs hall garden green space play
sport arts culture heritage market business businesses jobs work employment transport bus cycling walking route path
repair repairs lighting benches trees river flood energy heating insulation carbon climate waste recycling litter allotments
food bank kitchen lunch cafe carers older adults disability access step-free ramp toilet building roof windows boiler
equipment instruments tools van minibus lease rent tenant tenants estate landlord homes homeless shelter refuge family
parents baby nursery childcare toddler holiday evening weekend morning sessions weekly monthly annual quarterly term summer
winter spring autumn festival event events parade fair exhibition museum gallery theatre music choir band dance drama
film photography writing reading digital computers tablets broadband online website wellbeing loneliness friendship befriending
counselling therapy exercise swimming pool gym pitch football cricket netball bowls tennis skating climbing outreach mentoring
coaching apprenticeship internship volunteering enterprise start-up workshop studio hub network partnership trust charity
association society committee forum assembly panel vote votes ballot agreed approved considered proposed preferred option
options tender contract provider supplier quote bids award application applicants criteria score scored ranked evidence
survey consultation feedback views need needs demand gap gaps priority priorities plan plans strategy review monitoring
report reports outcome outcomes target targets progress delivery delivered started finished delayed extended continued paid
match funding capital revenue costs staff coordinator worker workers hours salary insurance materials delivery ward wards
parish village district county city region rural urban coast harbour canal bridge crossing junction parking square high
quarter terrace lane corner site sites land land-use planning design drawing permit licence inspection maintenance
cleaning painting fencing planting mowing drainage surfacing resurfacing signs notice shelter hospital clinic surgery
pharmacy dental nurse nurses doctor patients recovery rehabilitation prevention early intervention crisis emergency response
resilience volunteer first-aid defibrillator safeguarding respect inclusion equality diversity language translation newcomers
refugees welcome faith interfaith intergenerational isolated vulnerable confident healthier safer warmer cheaper nearer better
larger smaller longer shorter stronger greener quieter cleaner fairer useful popular affordable accessible sustainable
""".split()

ONSETS: Final = "b d f g h l m n p r s t v br cl dr gr pl st tr sh".split()
VOWELS: Final = "a e i o u ea ou".split()
TAILS: Final = "n r l".split()
ENDS: Final = "ding ment tion by ber ly ters sted low ness rick tle dow man mer".split()
STRIDE: Final = 2_003  # has no divisor in common with their number, so that neighbours in rank do not sound alike

SENTENCE: Final = (8, 20)  # words


def _vocabulary() -> list[str]:
    made = ["".join(parts) for parts in product(ONSETS, VOWELS, TAILS, ENDS)]
    scattered = (made[place * STRIDE % len(made)] for place in range(len(made)))
    return list(dict.fromkeys([*COMMON, *SERVICE, *scattered]))[:SIZE]


VOCABULARY: Final = _vocabulary()
WEIGHTS: Final = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))


def prose(rng: Random, words: int) -> str:
    """Sentences that mean nothing, of this many words in all."""
    chosen = rng.choices(VOCABULARY, cum_weights=WEIGHTS, k=words)
    sentences = []
    start = 0
    while start < words:
        end = start + rng.randrange(*SENTENCE)
        sentences.append(" ".join(chosen[start:end]).capitalize() + ".")
        start = end
    return " ".join(sentences)
