"""A small tokenizer of our own, and its saving beside a model.

Byte-level BPE (Sennrich et al. 2016, on bytes as in GPT-2): all 256 bytes are in the vocabulary,
so that there is no unknown token and any text in any script has an encoding.
"""

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers.processors import TemplateProcessing
from tokenizers.trainers import BpeTrainer
from transformers import PreTrainedTokenizerFast

# The position is the id. The end token must not be 2: CLIP's text tower then falls back to an old
# way of pooling. Padding is 1, as RoBERTa (CLAP's text tower) counts its positions from there.
END_TOKEN, PADDING_TOKEN, START_TOKEN = "<|end|>", "<|pad|>", "<|start|>"
SPECIAL_TOKENS = (END_TOKEN, PADDING_TOKEN, START_TOKEN)


def train_tokenizer(
    texts: Iterable[str], *, vocabulary_size: int, context_length: int
) -> PreTrainedTokenizerFast:
    """A tokenizer learnt from `texts`, that gives `<start> ... <end>` and pads on the right.

    Lower-casing and the joining of white space are part of its saved form. `context_length` is
    its `model_max_length`, start and end included; pass `truncation=True` to hold it. Learning
    is deterministic: the same texts in the same order give the same tokens.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    # With the leading space, a word has one form, at the start of a sentence or within it.
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, _trainer(vocabulary_size))
    tokenizer.post_processor = TemplateProcessing(
        single=f"{START_TOKEN} $A {END_TOKEN}",
        special_tokens=[(token, SPECIAL_TOKENS.index(token)) for token in (START_TOKEN, END_TOKEN)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=START_TOKEN,
        eos_token=END_TOKEN,
        pad_token=PADDING_TOKEN,
        model_max_length=context_length,
        padding_side="right",
        clean_up_tokenization_spaces=False,
    )


def _trainer(vocabulary_size: int) -> BpeTrainer:
    return BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
