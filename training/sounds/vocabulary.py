"""The words for sounds: what the model is taught to understand.

Each thing has phrases that mean it, the plainest first. An event's phrases are noun phrases, so
that any of them fits after "the sound of".
"""

from collections.abc import Mapping

EVENTS: Mapping[str, tuple[str, ...]] = {
    "rain": ("rain", "rain falling", "falling rain", "rainfall", "heavy rain", "a rain shower"),
    "wind": (
        "wind",
        "wind blowing",
        "howling wind",
        "blowing wind",
        "a strong wind",
        "gusts of wind",
    ),
    "sea waves": (
        "sea waves",
        "ocean waves",
        "waves breaking on a beach",
        "waves",
        "the sea",
        "waves crashing",
        "surf",
    ),
    "thunder": (
        "thunder",
        "rolling thunder",
        "a thunderstorm",
        "thunder rumbling",
        "a thunderclap",
    ),
    "fire crackling": (
        "fire crackling",
        "a crackling fire",
        "fire",
        "a campfire",
        "a fire burning",
        "a fireplace",
    ),
    "siren": ("a siren", "siren", "a police siren", "an ambulance siren", "a siren wailing"),
    "alarm": ("an alarm", "alarm", "an alarm beeping", "an alarm clock", "a beeping alarm"),
    "telephone ringing": (
        "a telephone ringing",
        "telephone ringing",
        "a phone ringing",
        "a ringing telephone",
        "a ringing phone",
        "a telephone",
    ),
    "dog barking": (
        "a dog barking",
        "dog barking",
        "a barking dog",
        "a dog",
        "barking",
        "dogs barking",
    ),
    "cat meowing": (
        "a cat meowing",
        "cat meowing",
        "a meowing cat",
        "a cat",
        "meowing",
        "a kitten",
    ),
    "birds chirping": (
        "birds chirping",
        "birds singing",
        "chirping birds",
        "birds",
        "birdsong",
        "a bird singing",
    ),
    "crickets": (
        "crickets",
        "crickets chirping",
        "chirping crickets",
        "insects at night",
        "cicadas",
    ),
    "clock ticking": ("a clock ticking", "clock ticking", "a ticking clock", "a clock", "ticking"),
    "footsteps": ("footsteps", "someone walking", "steps", "a person walking", "walking"),
    "applause": (
        "applause",
        "clapping",
        "people clapping",
        "an audience clapping",
        "a crowd applauding",
    ),
    "engine": (
        "an engine",
        "engine",
        "an engine running",
        "a car engine",
        "a motor",
        "a running motor",
    ),
    "helicopter": (
        "a helicopter",
        "helicopter",
        "a helicopter flying",
        "a chopper",
        "rotor blades",
    ),
    "heartbeat": ("a heartbeat", "heartbeat", "a heart beating", "a beating heart"),
    "car horn": ("a car horn", "car horn", "a car honking", "honking", "a horn honking"),
    "glass breaking": (
        "glass breaking",
        "breaking glass",
        "glass shattering",
        "shattering glass",
        "a window breaking",
    ),
    "knocking": ("knocking", "someone knocking", "a knock on the door", "knocking on a door"),
    "typing": ("typing", "typing on a keyboard", "someone typing", "a keyboard", "keyboard typing"),
    "explosion": ("an explosion", "explosion", "explosions", "a blast", "a bomb exploding"),
    "water dripping": (
        "water dripping",
        "dripping water",
        "water drops",
        "drops of water",
        "a dripping tap",
    ),
    "whistle": ("a whistle", "whistle", "whistling", "someone whistling", "a whistle blowing"),
    "church bells": ("church bells", "church bells ringing", "a church bell", "bells tolling"),
    "train": ("a train", "train", "a train passing", "a train on the rails", "a railway train"),
    "cow mooing": ("a cow mooing", "cow mooing", "a mooing cow", "a cow", "mooing", "cattle"),
    "laser": ("a laser", "laser", "laser shots", "laser guns", "a laser gun firing"),
    "silence": ("silence", "a silent room", "nothing", "quiet", "no sound"),
    "baby crying": ("a baby crying", "baby crying", "a crying baby", "a baby", "an infant crying"),
    "sneezing": ("sneezing", "a person sneezing", "a sneeze", "someone sneezing"),
    "rooster": ("a rooster", "rooster", "a rooster crowing", "a crowing rooster", "a cock crowing"),
    "chainsaw": ("a chainsaw", "chainsaw", "a chainsaw cutting", "a chain saw", "a power saw"),
}

INSTRUMENTS: Mapping[str, tuple[str, ...]] = {
    "guitar": ("guitar", "acoustic guitar"),
    "piano": ("piano",),
    "organ": ("organ", "pipe organ"),
    "flute": ("flute",),
    "bass": ("bass", "bass guitar"),
    "bells": ("bells", "music box", "glockenspiel"),
    "violin": ("violin", "strings", "fiddle"),
    "synthesizer": ("synthesizer", "synth", "electronic"),
    "drums": ("drums", "drum", "percussion"),
}

MOODS: Mapping[str, tuple[str, ...]] = {
    "happy": ("happy", "cheerful", "upbeat", "joyful"),
    "sad": ("sad", "melancholic", "gloomy", "sorrowful"),
    "calm": ("calm", "peaceful", "relaxing", "gentle"),
    "energetic": ("energetic", "lively", "exciting", "driving"),
    "dark": ("dark", "scary", "tense", "ominous"),
}

TEMPOS: Mapping[str, tuple[str, ...]] = {
    "slow": ("slow",),
    "moderate": ("medium tempo", "moderate"),
    "fast": ("fast", "quick"),
}

TEXTURES: Mapping[str, tuple[str, ...]] = {
    "chords": ("chords",),
    "arpeggio": ("arpeggio", "arpeggios", "broken chords"),
    "melody": ("melody", "tune"),
    "beat": ("beat", "rhythm"),
}

MODES: Mapping[str, tuple[str, ...]] = {
    "major": ("in a major key", "in major"),
    "minor": ("in a minor key", "in minor"),
}

MUSIC = ("music", "a piece of music", "instrumental music", "a song")

PREFIXES = (
    "the sound of",
    "a recording of",
    "sound of",
    "audio of",
    "I can hear",
    "you can hear",
    "there is",
    "find the part where you can hear",
    "the moment with",
    "the part with",
    "listen to",
    "play",
)
