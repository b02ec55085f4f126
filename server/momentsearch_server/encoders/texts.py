"""From words to token ids, as each family of checkpoints was trained to see them."""

from __future__ import annotations

import bisect
import threading
from collections.abc import Sequence
from typing import Any

import torch

# Trained on lower-cased texts that are padded to the full context, without an attention mask.
_SIGLIP_TYPES = frozenset({"siglip_text_model", "siglip2_text_model"})
# RoBERTa counts positions from the padding token's id plus one, and so has fewer than it says.
_ROBERTA_TYPES = frozenset({"clap_text_model", "altclip_text_model", "roberta", "xlm-roberta"})
# That a tokenizer has as one token.
_LONGEST_WORD = 32


class TextPreprocessing:
    """Token ids for the text tower whose configuration is ``text_config``.

    May be called from several threads: fast tokenizers keep their padding and truncation as
    state and refuse to be used from two threads at once, hence the lock.
    """

    def __init__(self, tokenizer: Any, text_config: Any) -> None:
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self._is_siglip = text_config.model_type in _SIGLIP_TYPES
        self.max_tokens = _max_tokens(tokenizer, text_config)

    def __call__(self, texts: Sequence[str], device: torch.device) -> dict[str, torch.Tensor]:
        """``input_ids`` int64 ``[n, tokens]`` and, where the model reads it, ``attention_mask``;
        over-long texts are truncated to ``max_tokens``."""
        with self._lock:
            encoded = self._tokenizer(
                [self._cased(text) for text in texts],
                padding="max_length" if self._is_siglip else "longest",
                truncation=True,
                max_length=self.max_tokens,
                return_tensors="pt",
            )
        names = ["input_ids"] if self._is_siglip else ["input_ids", "attention_mask"]
        return {name: encoded[name].to(device) for name in names if name in encoded}

    def read_part(self, text: str) -> str:
        """The longest beginning that is not truncated.

        Found by trying, as not every tokenizer tells which characters a token stands for. A
        beginning that ends within a word may have more tokens than with all of it, so that a few
        letters more are tried.
        """
        if self._fits(text):
            return text
        lengths = range(len(text))
        too_long = bisect.bisect_left(lengths, True, key=lambda n: not self._fits(text[:n]))
        longer = range(min(len(text), too_long + _LONGEST_WORD), too_long, -1)
        longest = next((n for n in longer if self._fits(text[:n])), max(0, too_long - 1))
        return text[:longest].rstrip()

    def _fits(self, text: str) -> bool:
        with self._lock:  # verbose: its warning about the length is what is asked here
            encoded = self._tokenizer(self._cased(text), truncation=False, verbose=False)
        return len(encoded["input_ids"]) <= self.max_tokens

    def _cased(self, text: str) -> str:
        return text.lower() if self._is_siglip else text


def _max_tokens(tokenizer: Any, text_config: Any) -> int:
    positions = int(text_config.max_position_embeddings)
    if text_config.model_type in _ROBERTA_TYPES:
        positions -= int(text_config.pad_token_id) + 1
    if text_config.model_type in _SIGLIP_TYPES:
        return positions  # the last position is the one that is read
    return min(positions, int(tokenizer.model_max_length))
