"""Person words: capitals that are no person's name, and what a person's verbs tell of them."""

from clashwire_enrich.claims.noun_phrases import DETERMINERS
from clashwire_enrich.claims.voices import COLLECTIVES
from clashwire_enrich.text.words import word_set

NO_PERSONS = COLLECTIVES | word_set(
    "operation camp fort mount lake river street road avenue square airport hotel port new north"
    " south east west northern southern eastern western central great upper lower saint san santa"
    " los las gulf sea valley bridge market school university church mosque district province"
    " region state county city town village island desert mountains hills post times news tribune"
    " herald gazette radio tv press agency police army republic people's ministry"
    " january february"
    " march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday first second third battalion brigade quarter"
    " watch crimes observatory initiative union association highway plaza stadium"
    " prison international american british french muslim christian sunni"
    " shia shiite eid ramadan easter christmas new human rights god allah"
)
NOT_FIRST = DETERMINERS | word_set(
    "on in at by for from with of to as if when while after before since but and or so yet both"
    " he she they we it i his her its their our my that this there then here how why what who no"
    " not only even last next once near over under between across inside outside around despite"
    " meanwhile however officials residents witnesses police troops soldiers rebels fighters"
    " gunmen men women people civilians militants insurgents local former senior minister"
    " president governor mayor general colonel major captain asked according speaking"
)
# What "who teaches in Hakha" makes of a person, for "the teacher" later.
DOING = {
    **dict.fromkeys(("directs", "directed"), "director"),
    **dict.fromkeys(("teaches", "taught"), "teacher"),
    **dict.fromkeys(("drives", "drove"), "driver"),
    **dict.fromkeys(("commands", "commanded"), "commander"),
    **dict.fromkeys(("leads", "led"), "leader"),
    **dict.fromkeys(("heads", "headed"), "head"),
    **dict.fromkeys(("runs", "ran"), "owner"),
    **dict.fromkeys(("farms", "farmed"), "farmer"),
    **dict.fromkeys(("edits", "edited"), "editor"),
    **dict.fromkeys(("owns", "owned"), "owner"),
    **dict.fromkeys(("manages", "managed"), "manager"),
    **dict.fromkeys(("chairs", "chaired"), "chairman"),
    **dict.fromkeys(("coordinates", "coordinated"), "coordinator"),
    **dict.fromkeys(("represents", "represented"), "lawyer"),
    **dict.fromkeys(("sells", "sold"), "trader"),
    **dict.fromkeys(("bakes", "baked"), "baker"),
    **dict.fromkeys(("fishes", "fished"), "fisherman"),
    **dict.fromkeys(("nursed", "nurses"), "nurse"),
}
