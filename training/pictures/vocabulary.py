"""The words that the picture model knows, each with the other words that mean the same.

A table's key is the canonical word that facts are made of; its values are the words that
captions may use, the canonical one first.
"""

OBJECTS: dict[str, tuple[str, ...]] = {
    "sun": ("sun",),
    "moon": ("moon",),
    "cloud": ("cloud",),
    "rainbow": ("rainbow",),
    "star": ("star",),
    "heart": ("heart",),
    "plane": ("plane", "airplane", "aircraft"),
    "bird": ("bird",),
    "balloon": ("balloon",),
    "hot air balloon": ("hot air balloon",),
    "kite": ("kite",),
    "butterfly": ("butterfly",),
    "helicopter": ("helicopter", "chopper"),
    "rocket": ("rocket", "spaceship"),
    "tree": ("tree",),
    "palm tree": ("palm tree", "palm"),
    "flower": ("flower", "blossom"),
    "mushroom": ("mushroom", "toadstool"),
    "house": ("house", "home", "cottage"),
    "car": ("car", "automobile"),
    "bus": ("bus",),
    "truck": ("truck", "lorry"),
    "train": ("train",),
    "bicycle": ("bicycle", "bike"),
    "boat": ("boat", "ship"),
    "ball": ("ball",),
    "fish": ("fish",),
    "octopus": ("octopus",),
    "cat": ("cat", "kitten"),
    "dog": ("dog", "puppy"),
    "horse": ("horse", "pony"),
    "person": ("person", "man", "someone"),
    "clock": ("clock", "watch"),
    "cup": ("cup", "mug"),
    "apple": ("apple",),
    "banana": ("banana",),
    "cake": ("cake", "birthday cake"),
    "umbrella": ("umbrella", "parasol"),
    "book": ("book",),
    "lamp": ("lamp",),
    "chair": ("chair", "seat"),
    "guitar": ("guitar",),
    "drum": ("drum",),
    "gift": ("gift", "present"),
    "phone": ("phone", "smartphone"),
    "hat": ("hat",),
    "key": ("key",),
    "shirt": ("shirt", "t-shirt"),
}

COLOURS: dict[str, tuple[str, ...]] = {
    "red": ("red", "crimson", "scarlet"),
    "orange": ("orange",),
    "yellow": ("yellow", "golden"),
    "green": ("green", "emerald"),
    "blue": ("blue", "azure"),
    "purple": ("purple", "violet"),
    "pink": ("pink", "rose"),
    "brown": ("brown",),
    "black": ("black",),
    "white": ("white",),
    "gray": ("gray", "grey"),
}

# Plain backgrounds are places too, named "plain red" and so on. Brown is left out of them.
PLAIN_COLOURS: tuple[str, ...] = tuple(colour for colour in COLOURS if colour != "brown")

# A place's phrases come in two forms: said of where something is, and said of the scene itself.
PLACE_PHRASES: dict[str, tuple[str, ...]] = {
    "beach": ("on a beach", "at the beach", "at the seaside", "on the beach"),
    "underwater": ("underwater", "under water", "under the sea"),
    "sea": ("at sea", "on the sea", "on the ocean", "in the ocean"),
    "forest": ("in a forest", "in the forest", "in the woods"),
    "mountains": ("in the mountains", "in front of mountains", "near the mountains"),
    "city at night": ("in a city at night", "in the city at night"),
    "desert": ("in a desert", "in the desert", "among the dunes"),
    "sunset": ("at sunset", "at dusk", "during sunset"),
    "starry night": ("under a starry sky", "on a starry night", "in a starry night"),
    "outer space": ("in outer space", "in space"),
    "room": ("in a room", "indoors", "inside a room"),
    "road": ("on a road", "on the street", "on a highway", "on the road", "in the street"),
    "meadow": ("in a meadow", "in a field", "in the countryside", "on a meadow"),
    "snow": ("in the snow", "in a snowy landscape", "in winter", "on snow"),
}
PLACE_NOUNS: dict[str, tuple[str, ...]] = {
    "beach": ("a beach", "the beach", "the seaside"),
    "underwater": ("an underwater scene", "the underwater world"),
    "sea": ("the sea", "the ocean", "the open sea"),
    "forest": ("a forest", "the woods", "a forest scene"),
    "mountains": ("mountains", "the mountains", "a mountain landscape"),
    "city at night": ("a city at night", "the city at night", "a night city"),
    "desert": ("a desert", "the desert", "desert dunes"),
    "sunset": ("a sunset", "the sunset", "dusk"),
    "starry night": ("a starry night", "a starry sky"),
    "outer space": ("outer space", "space"),
    "room": ("a room", "the inside of a room", "an indoor scene"),
    "road": ("a road", "a street", "a highway"),
    "meadow": ("a meadow", "a field", "the countryside"),
    "snow": ("a snowy landscape", "snow", "a winter landscape"),
}
PLAIN_PHRASES: tuple[str, ...] = (
    "on {a_colour} background",
    "on a plain {colour} background",
    "against {a_colour} background",
    "in front of {a_colour} background",
)
PLAIN_NOUNS: tuple[str, ...] = ("{a_colour} background", "a plain {colour} background")

WEATHER_PHRASES: dict[str, tuple[str, ...]] = {
    "rain": ("in the rain", "while it is raining", "on a rainy day", "with rain"),
    "snow": ("while it is snowing", "with falling snow", "in snowfall"),
    "lightning": ("with lightning", "in a thunderstorm", "during a thunderstorm"),
    "fog": ("in fog", "in the fog", "in the mist", "on a foggy day"),
}
WEATHER_NOUNS: dict[str, tuple[str, ...]] = {
    "rain": ("rain", "falling rain", "a rainy scene"),
    "snow": ("falling snow", "snowfall"),
    "lightning": ("lightning", "a thunderstorm", "a lightning bolt"),
    "fog": ("fog", "mist", "a foggy scene"),
}

TIME_PHRASES: dict[str, tuple[str, ...]] = {
    "day": ("by day", "during the day", "in daylight"),
    "night": ("at night", "by night", "in the dark"),
}

COUNT_WORDS: dict[str, tuple[str, ...]] = {
    "one": ("one", "a single"),
    "two": ("two", "a pair of"),
    "three": ("three",),
    "many": ("many", "several", "a group of"),
}

SIZE_WORDS: dict[str, tuple[str, ...]] = {
    "big": ("big", "large", "huge"),
    "small": ("small", "little", "tiny"),
}

TIME_NOUNS: dict[str, tuple[str, ...]] = {
    "day": ("a scene by day", "daytime"),
    "night": ("a scene at night", "night", "a night scene"),
}

VERBS: tuple[str, ...] = (
    "flying",
    "floating",
    "swimming",
    "sailing",
    "driving",
    "parked",
    "sitting",
    "standing",
)

# What may stand in front of a caption and says nothing about the picture.
PREFIXES: tuple[str, ...] = (
    "a photo of",
    "a picture of",
    "an image of",
    "a drawing of",
    "a scene with",
    "a shot of",
    "a video of",
    "a frame showing",
    "there is",
    "you can see",
    "we see",
    "find the part where you can see",
    "the moment with",
    "show me",
    "a clip of",
    "a clip showing",
    "footage of",
    "a still of",
    "a close-up of",
    "this is",
    "here is",
    "it shows",
    "the picture shows",
    "i see",
    "i want to see",
    "find",
    "find me",
    "where is",
    "the part with",
    "the scene with",
    "a moment with",
    "when there is",
    "the shot where we see",
    "a cartoon of",
    "a painting of",
    "an illustration of",
    "a view of",
    "please find",
    "search for",
    "something with",
)

# What nobody says in front of a caption of the training: kept out, to measure new phrasings.
UNSEEN_PREFIXES: tuple[str, ...] = (
    "look for",
    "a clip in which one sees",
    "i remember",
    "here comes",
    "get me the bit that has",
    "at some point one notices",
)

_PLURALS = {
    "fish": "fish",
    "bus": "buses",
    "octopus": "octopuses",
    "butterfly": "butterflies",
    "person": "people",
    "man": "men",
    "someone": "people",
    "watch": "watches",
    "puppy": "puppies",
    "pony": "ponies",
    "lorry": "lorries",
    "aircraft": "aircraft",
}


def plural(noun: str) -> str:
    """The plural of one of the nouns above; only its last word changes."""
    first, _, last = noun.rpartition(" ")
    return f"{first} {_PLURALS.get(last, last + 's')}".strip()


def with_article(phrase: str) -> str:
    """The phrase with "a" or "an" in front, by its first letter."""
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase
