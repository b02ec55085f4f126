"""Contrastive training of two towers, shared by the picture and the sound models.

The loss is symmetric InfoNCE (van den Oord et al. 2018; Radford et al. 2021), with one change:
captions are drawn from few words, so that a caption is often true of another item of the batch.
Such a pair is no negative, and is left out of the denominator.
"""

import copy
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.muon import Muon

# The temperature CLIP starts from, and the bound it puts on the learnt scale (Radford et al.).
INITIAL_LOGIT_SCALE = math.log(1 / 0.07)
LARGEST_LOGIT_SCALE = math.log(100.0)
# How much longer Muon's steps are than AdamW's.
MUON_RATE = 2.5

Batch = TypeVar("Batch")
Model = TypeVar("Model", bound=nn.Module)


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


def info_nce(
    items: Tensor,
    texts: Tensor,
    *,
    logit_scale: Tensor,
    also_true: Tensor,
    true_of_none: Tensor | None = None,
) -> Tensor:
    """The mean of item-to-text and text-to-item cross entropy, a scalar.

    `items` and `texts` are `[n, dim]` in matching order and need not be of unit norm;
    `logit_scale` is the logarithm of the scale; `also_true[i, j]`, bool `[n, n]`, says that text
    `j` is true of item `i`. Such pairs off the diagonal are left out. `true_of_none`, `[m, dim]`,
    are further texts that every item is told apart from.
    """
    items, texts = functional.normalize(items, dim=-1), functional.normalize(texts, dim=-1)
    matching = torch.eye(len(items), dtype=torch.bool, device=items.device)
    scale = logit_scale.exp()
    logits = (items @ texts.T * scale).masked_fill(also_true & ~matching, -math.inf)
    target = torch.arange(len(logits), device=logits.device)
    to_item = functional.cross_entropy(logits.T, target)
    if true_of_none is not None:
        further = items @ functional.normalize(true_of_none, dim=-1).T * scale
        logits = torch.cat([logits, further], dim=1)
    to_text = functional.cross_entropy(logits, target)
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


def muon_and_adamw(
    modules: Iterable[nn.Module], *, hidden: Sequence[nn.Parameter], learning_rate: float
) -> list[torch.optim.Optimizer]:
    """Muon (Jordan et al. 2024) for the `hidden` matrices, AdamW for all else in `modules`.

    Muon's steps are scaled to the size of AdamW's (Liu et al. 2025), and may then be longer. After
    64,000 pictures the contrastive loss was 1.82 with steps `MUON_RATE` times as long (and the bare
    names of objects as a further loss), 1.97 with steps as long as AdamW's, and 2.18 with AdamW
    alone. Steps twice as long again were as good for as long as they were watched.
    """
    taken = {id(parameter) for parameter in hidden}
    rest = [p for m in modules for p in m.parameters() if p.requires_grad and id(p) not in taken]
    groups = [
        {"params": [p for p in rest if p.ndim >= 2], "weight_decay": 0.05},
        {"params": [p for p in rest if p.ndim < 2], "weight_decay": 0.0},
    ]
    matrices = [_as_matrix(parameter) for parameter in hidden]
    muon = Muon(matrices, lr=learning_rate, weight_decay=0.05)
    muon.register_step_pre_hook(lambda *_: _hand_over(hidden, muon))
    for group in muon.param_groups:
        group["rate"] = MUON_RATE
    return [muon, torch.optim.AdamW(groups, lr=learning_rate, betas=(0.9, 0.98))]


def _as_matrix(parameter: nn.Parameter) -> nn.Parameter:
    """The same numbers as a matrix `[out, in]`: Muon takes no convolutions `[out, in, y, x]`.

    Raises:
        ValueError: a convolution is not in the channels-last order of memory.
    """
    if parameter.ndim == 2:
        return parameter
    matrix = nn.Parameter(parameter.data.permute(0, 2, 3, 1).flatten(1))
    if matrix.data_ptr() != parameter.data_ptr():
        raise ValueError("convolutions are to be in channels-last order before Muon takes them")
    return matrix


def _hand_over(hidden: Sequence[nn.Parameter], muon: torch.optim.Optimizer) -> None:
    """The gradients of convolutions to their matrices; muon forgets what it has used."""
    matrices = [p for group in muon.param_groups for p in group["params"]]
    for parameter, matrix in zip(hidden, matrices, strict=True):
        if parameter is not matrix and parameter.grad is not None:
            matrix.grad = parameter.grad.permute(0, 2, 3, 1).flatten(1)
            parameter.grad = None


class Averaged(Generic[Model]):
    """The exponential moving average of a model's weights, as a model of its own."""

    def __init__(self, model: Model, *, decay: float = 0.9995) -> None:
        self.model = copy.deepcopy(model).requires_grad_(False)
        self._decay = decay
        self._updates = 0

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Takes the weights in; the first ones count for more, as the average is still young."""
        self._updates += 1
        kept = min(self._decay, (1 + self._updates) / (10 + self._updates))
        now = [*model.parameters(), *_measured(model)]
        average = [*self.model.parameters(), *_measured(self.model)]
        torch._foreach_lerp_(average, now, 1 - kept)


@torch.no_grad()
def blend(model: nn.Module, other: nn.Module, *, share: float) -> None:
    """Makes `share` of every weight of `model` that of `other`, a model of the same shape."""
    own = [*model.parameters(), *_measured(model)]
    torch._foreach_lerp_(own, [*other.parameters(), *_measured(other)], share)


def _measured(model: nn.Module) -> list[Tensor]:
    """The running means and variances of batch normalisation."""
    return [buffer for buffer in model.buffers() if buffer.is_floating_point()]


def train(
    batches: Iterable[Batch],
    loss_of: Callable[[Batch], Tensor],
    *,
    optimizers: Sequence[torch.optim.Optimizer],
    logit_scale: nn.Parameter,
    schedule: Schedule,
    after_step: Callable[[int, Tensor], None],
    gradient_norm_limit: float = 1.0,
) -> None:
    """Take one step per batch until the schedule or the batches end.

    `after_step` gets the number of steps taken and the loss, a scalar where the model is (reading
    it waits for a GPU); it is the place to report and to save a checkpoint. `logit_scale` is kept
    within CLIP's bounds.
    """
    groups = [group for optimizer in optimizers for group in optimizer.param_groups]
    parameters = [p for group in groups for p in group["params"]]
    for step, batch in zip(range(schedule.steps), batches, strict=False):
        for group in groups:
            group["lr"] = schedule.learning_rate_at(step) * group.get("rate", 1.0)
        loss = loss_of(batch)
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, gradient_norm_limit)
        for optimizer in optimizers:
            optimizer.step()
        with torch.no_grad():
            logit_scale.clamp_(0.0, LARGEST_LOGIT_SCALE)
        after_step(step + 1, loss.detach())
