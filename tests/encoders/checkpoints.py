"""Checkpoints of random weights, written as `save_pretrained` writes real ones.

Tiny ones of every family that is supported, and two of full size; each with the tokenizer and
the processor of its family, made here, so that no network is needed.

Random weights are not enough: with the usual initialisation a CLAP text tower gives every text
the same vector (mean cosine .999), which the self-test rightly refuses. ``_stir`` scales the
matrices of a model up until texts, pictures and sounds come out apart.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from momentsearch_server.encoders.huggingface import transformers

WORDS = (
    "a photo of the dog on beach with red car two people walking at sunset sound rain engine "
    "an old truck that will not start cold winter morning church bells ringing far away while "
    "children shout and play in street below night sky piano playing softly cat music"
)
SENTENCES = [" ".join(WORDS.split()[start : start + 6]) for start in range(len(WORDS.split()))]


def write_clip(directory: Path) -> Path:
    """CLIP as OpenAI's: shortest edge, bicubic, centre crop; own BPE with end-of-word marks."""
    library = transformers()
    tokenizer = _clip_tokenizer()
    text = {"eos_token_id": tokenizer.eos_token_id, "bos_token_id": tokenizer.bos_token_id}
    config = library.CLIPConfig(
        text_config=_tiny_text(len(tokenizer), max_position_embeddings=24) | text,
        vision_config=_tiny_vision(),
        projection_dim=32,
    )
    processor = library.CLIPImageProcessorPil(
        size={"shortest_edge": 48}, crop_size={"height": 48, "width": 48}
    )
    return _write(directory, library.CLIPModel, config, tokenizer, processor)


def write_siglip(directory: Path) -> Path:
    """SigLIP: exact size, texts padded to the full context, a sentencepiece tokenizer."""
    library = transformers()
    return _write_siglip(directory, _sentencepiece_tokenizer(library, directory))


def write_siglip2(directory: Path) -> Path:
    """SigLIP 2 of fixed resolution: SigLIP's model with a tokenizer that keeps capitals."""
    tokenizer = _byte_tokenizer(
        "PreTrainedTokenizerFast", bos_token=None, eos_token="<eos>", pad_token="<pad>"
    )
    return _write_siglip(directory, tokenizer)


def write_chinese_clip(directory: Path) -> Path:
    """Chinese-CLIP: a BERT text tower; its processor resizes to an exact size."""
    library = transformers()
    tokenizer = _bert_tokenizer(library)
    config = library.ChineseCLIPConfig(
        text_config=_tiny_text(len(tokenizer), max_position_embeddings=40),
        vision_config=_tiny_vision(),
        projection_dim=32,
    )
    processor = library.ChineseCLIPImageProcessorPil(
        size={"height": 48, "width": 48}, do_center_crop=False
    )
    return _write(directory, library.ChineseCLIPModel, config, tokenizer, processor)


def write_altclip(directory: Path) -> Path:
    """AltCLIP: an XLM-RoBERTa text tower, whose positions start after the padding's."""
    library = transformers()
    tokenizer = _byte_tokenizer("PreTrainedTokenizerFast")
    config = library.AltCLIPConfig(
        text_config=_tiny_text(len(tokenizer), max_position_embeddings=40)
        | {"pad_token_id": tokenizer.pad_token_id, "project_dim": 32},
        vision_config=_tiny_vision(),
        projection_dim=32,
    )
    processor = library.CLIPImageProcessorPil(
        size={"shortest_edge": 48}, crop_size={"height": 48, "width": 48}
    )
    return _write(directory, library.AltCLIPModel, config, tokenizer, processor)


def write_residual_dual_encoder(directory: Path) -> Path:
    """A dual encoder whose pictures go through a ResNet, with CLIP's texts and processor."""
    library = transformers()
    tokenizer = _clip_tokenizer()
    ends = {"eos_token_id": tokenizer.eos_token_id, "bos_token_id": tokenizer.bos_token_id}
    text = _tiny_text(len(tokenizer), max_position_embeddings=24) | ends
    config = library.VisionTextDualEncoderConfig.from_vision_text_configs(
        library.ResNetConfig(
            embedding_size=16,
            hidden_sizes=[16, 32],
            depths=[1, 1],
            layer_type="basic",
            hidden_size=32,
        ),
        library.CLIPTextConfig(**text),
        projection_dim=32,
    )
    processor = library.CLIPImageProcessorPil(
        size={"shortest_edge": 48}, crop_size={"height": 48, "width": 48}
    )
    return _write(directory, library.VisionTextDualEncoderModel, config, tokenizer, processor)


def write_metaclip2(directory: Path) -> Path:
    """MetaCLIP 2: CLIP's towers with a tokenizer of many languages."""
    library = transformers()
    tokenizer = _byte_tokenizer("PreTrainedTokenizerFast")
    text = {"eos_token_id": tokenizer.eos_token_id, "pad_token_id": tokenizer.pad_token_id}
    config = library.MetaClip2Config(
        text_config=_tiny_text(len(tokenizer), max_position_embeddings=24) | text,
        vision_config=_tiny_vision(),
        projection_dim=32,
    )
    processor = library.CLIPImageProcessorPil(
        size={"shortest_edge": 48}, crop_size={"height": 48, "width": 48}
    )
    return _write(directory, library.MetaClip2Model, config, tokenizer, processor)


def write_clap(directory: Path, *, fusion: bool = False, **extractor: Any) -> Path:
    """CLAP with a window of 2 s; ``extractor`` overrides settings of its feature extractor."""
    library = transformers()
    tokenizer = _byte_tokenizer("RobertaTokenizer")
    audio = {
        "spec_size": 64,
        "num_mel_bins": 16,
        "patch_size": 4,
        "patch_stride": [4, 4],
        "window_size": 4,
        "patch_embeds_hidden_size": 16,
        "depths": [1, 1],
        "num_attention_heads": [2, 4],
        "hidden_size": 32,
        "enable_fusion": fusion,
        "fusion_type": "aff_2d" if fusion else None,
    }
    config = library.ClapConfig(
        text_config=_tiny_text(len(tokenizer), max_position_embeddings=40)
        | {"pad_token_id": tokenizer.pad_token_id},
        audio_config=audio,
        projection_dim=32,
    )
    settings = {
        "feature_size": 16,
        "max_length_s": 2,
        "truncation": "fusion" if fusion else "rand_trunc",
    }
    processor = library.ClapFeatureExtractor(**(settings | extractor))
    return _write(directory, library.ClapModel, config, tokenizer, processor)


def write_full_size_clip(directory: Path) -> Path:
    """CLIP ViT-B/32 as `openai/clip-vit-base-patch32` is configured: 151 M random weights."""
    library = transformers()
    tokenizer = _clip_tokenizer()
    text = {"eos_token_id": tokenizer.eos_token_id, "bos_token_id": tokenizer.bos_token_id}
    config = library.CLIPConfig(text_config=text, projection_dim=512)
    return _write(directory, library.CLIPModel, config, tokenizer, library.CLIPImageProcessorPil())


def write_full_size_clap(directory: Path) -> Path:
    """CLAP as `laion/clap-htsat-unfused` is configured: 153 M random weights, 10 s at once."""
    library = transformers()
    tokenizer = _byte_tokenizer("RobertaTokenizer", model_max_length=512)
    config = library.ClapConfig()
    processor = library.ClapFeatureExtractor(truncation="rand_trunc", frequency_min=50)
    return _write(directory, library.ClapModel, config, tokenizer, processor)


PICTURE_FAMILIES: dict[str, Callable[[Path], Path]] = {
    "clip": write_clip,
    "siglip": write_siglip,
    "siglip2": write_siglip2,
    "chinese-clip": write_chinese_clip,
    "altclip": write_altclip,
    "metaclip2": write_metaclip2,
    "residual": write_residual_dual_encoder,
}


def _write_siglip(directory: Path, tokenizer: Any) -> Path:
    library = transformers()
    config = library.SiglipConfig(
        text_config=_tiny_text(len(tokenizer), max_position_embeddings=20)
        | {"projection_size": 48},
        vision_config=_tiny_vision(),
    )
    processor = library.SiglipImageProcessorPil(size={"height": 48, "width": 48})
    return _write(directory, library.SiglipModel, config, tokenizer, processor)


def _tiny_text(vocabulary: int, *, max_position_embeddings: int) -> dict[str, Any]:
    return {
        "vocab_size": vocabulary,
        "hidden_size": 48,
        "intermediate_size": 96,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": max_position_embeddings,
    }


def _tiny_vision() -> dict[str, Any]:
    return {
        "image_size": 48,
        "patch_size": 12,
        "hidden_size": 48,
        "intermediate_size": 96,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }


def _write(directory: Path, model_class: Any, config: Any, tokenizer: Any, processor: Any) -> Path:
    torch.manual_seed(0)
    model = model_class(config).eval()
    _stir(model)
    directory.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(directory)
    tokenizer.save_pretrained(directory)
    processor.save_pretrained(directory)
    return directory


def _stir(model: Any) -> None:
    # More for the texts, whose tower needs it; with the same for pictures, the rounding of one
    # pixel would be enough for another vector, as it is in no trained model.
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.ndim >= 2:
                weight.mul_(8.0 if name.startswith("text_") else 2.0)
        for name, value in model.named_buffers():
            if name.endswith("running_var"):
                value.add_(torch.rand_like(value))
            if name.endswith("running_mean"):  # below 0, so that not all is cut off for any picture
                value.sub_(torch.rand_like(value))


def _clip_tokenizer() -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=700,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        end_of_word_suffix="</w>",
        special_tokens=["<|startoftext|>", "<|endoftext|>"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    return transformers().CLIPTokenizer(**_vocabulary_and_merges(tokenizer))


def _vocabulary_and_merges(tokenizer: Any) -> dict[str, Any]:
    import json

    model = json.loads(tokenizer.to_str())["model"]
    return {"vocab": model["vocab"], "merges": [tuple(merge) for merge in model["merges"]]}


def _byte_tokenizer(class_name: str, **options: Any) -> Any:
    """Byte-level BPE in RoBERTa's order of special tokens: <s> 0, <pad> 1, </s> 2."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from tokenizers.processors import TemplateProcessing

    eos = options.get("eos_token", "</s>")
    special = ["<s>", "<pad>", eos, "<unk>", "<mask>"]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=500,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=special,
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    library = transformers()
    if class_name == "RobertaTokenizer":
        return library.RobertaTokenizer(
            **_vocabulary_and_merges(tokenizer), **({"model_max_length": 38} | options)
        )
    start = "" if options.get("bos_token", "<s>") is None else "<s> "
    tokenizer.post_processor = TemplateProcessing(
        single=f"{start}$A {eos}", special_tokens=[("<s>", 0), (eos, 2)]
    )
    settings = {"bos_token": "<s>", "eos_token": eos, "pad_token": "<pad>", "unk_token": "<unk>"}
    return library.PreTrainedTokenizerFast(tokenizer_object=tokenizer, **(settings | options))


def _bert_tokenizer(library: Any) -> Any:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set(WORDS.split())), *letters]
    pieces = [*dict.fromkeys(words), *(f"##{letter}" for letter in letters)]
    return library.BertTokenizer(vocab={piece: place for place, piece in enumerate(pieces)})


def _sentencepiece_tokenizer(library: Any, directory: Path) -> Any:
    import sentencepiece

    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES),
        model_writer=trained,
        vocab_size=90,
        hard_vocab_limit=False,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        pad_piece="<pad>",
        eos_piece="</s>",
        unk_piece="<unk>",
        minloglevel=2,
    )
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "spiece.model"
    path.write_bytes(trained.getvalue())
    return library.SiglipTokenizer(vocab_file=str(path))
