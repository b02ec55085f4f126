"""Contrastive training of two towers, shared by the picture and the sound models.

The loss is symmetric InfoNCE (van den Oord et al. 2018; Radford et al. 2021), with one change:
captions are drawn from few words, so that a caption is often true of another item of the batch.
Such a pair is no negative, and is left out of the denominator.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

# The temperature CLIP starts from, and the bound it puts on the learnt scale (Radford et al.).
INITIAL_LOGIT_SCALE = math.log(1 / 0.07)
LARGEST_LOGIT_SCALE = math.log(100.0)

Batch = TypeVar("Batch")


@dataclass(frozen=True)
class Schedule:
    """A learning rate that rises over the warm-up, stays, and falls to zero along a line."""

    steps: int
    learning_rate: float
    warmup_steps: int = 100
    decay_share: float = 0.25

    def learning_rate_at(self, step: int) -> float:
        """The rate of step `step`, counted from 0."""
        decay_steps = max(1.0, self.steps * self.decay_share)
        rise = (step + 1) / max(1, self.warmup_steps)
        fall = (self.steps - step) / decay_steps
        return self.learning_rate * max(0.0, min(1.0, rise, fall))


def info_nce(items: Tensor, texts: Tensor, *, logit_scale: Tensor, also_true: Tensor) -> Tensor:
    """The mean of item-to-text and text-to-item cross entropy, a scalar.

    `items` and `texts` are `[n, dim]` in matching order and need not be of unit norm;
    `logit_scale` is the logarithm of the scale; `also_true[i, j]`, bool `[n, n]`, says that text
    `j` is true of item `i`. Such pairs off the diagonal are left out.
    """
    logits = functional.normalize(items, dim=-1) @ functional.normalize(texts, dim=-1).T
    matching = torch.eye(len(logits), dtype=torch.bool, device=logits.device)
    logits = (logits * logit_scale.exp()).masked_fill(also_true & ~matching, -math.inf)
    target = torch.arange(len(logits), device=logits.device)
    to_text = functional.cross_entropy(logits, target)
    to_item = functional.cross_entropy(logits.T, target)
    return (to_text + to_item) / 2


def adamw(
    modules: Iterable[nn.Module], *, learning_rate: float, weight_decay: float = 0.05
) -> torch.optim.AdamW:
    """AdamW over all that learns in `modules`; no decay for biases, norms and the scale."""
    learnt = [p for module in modules for p in module.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in learnt if p.ndim >= 2], "weight_decay": weight_decay},
        {"params": [p for p in learnt if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=learning_rate, betas=(0.9, 0.98))


def train(
    batches: Iterable[Batch],
    loss_of: Callable[[Batch], Tensor],
    *,
    optimizer: torch.optim.Optimizer,
    logit_scale: nn.Parameter,
    schedule: Schedule,
    after_step: Callable[[int, float], None],
    gradient_norm_limit: float = 1.0,
) -> None:
    """Take one step per batch until the schedule or the batches end.

    `after_step` gets the number of steps taken and the loss; it is the place to report and to
    save a checkpoint. `logit_scale` is kept within CLIP's bounds.
    """
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    for step, batch in zip(range(schedule.steps), batches, strict=False):
        for group in optimizer.param_groups:
            group["lr"] = schedule.learning_rate_at(step)
        loss = loss_of(batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, gradient_norm_limit)
        optimizer.step()
        with torch.no_grad():
            logit_scale.clamp_(0.0, LARGEST_LOGIT_SCALE)
        after_step(step + 1, loss.item())
