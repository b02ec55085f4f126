"""Muon, an optimizer for the matrices inside a network (Jordan et al. 2024).

As torch's own in all but one thing: torch takes the steps that make a matrix orthogonal in bfloat16
whatever the processor, and one that only imitates that spends two thirds of a training's time on
them. Where it computes in bfloat16 the two give the same weights, which a test holds them to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

from momentsearch_server.encoders.huggingface import has_bfloat16

MOMENTUM = 0.95
ROUNDS = 5
# Of a polynomial that is steep at 0, as Jordan chose them.
_A, _B, _C = 3.4445, -4.7750, 2.0315
_LEAST_NORM = 1e-7


def fast_precision(device: torch.device) -> torch.dtype:
    """In which large products take the least time: bfloat16, but on a CPU without instructions
    for it float32."""
    return torch.bfloat16 if device.type == "cuda" or has_bfloat16() else torch.float32


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, made orthogonal, with decoupled weight decay; each step as long as AdamW's
    (Liu et al. 2025).

    ``precision`` is that of making orthogonal, by default what is fast where the weights are.

    Raises:
        ValueError: a parameter is no matrix.
    """

    def __init__(
        self,
        matrices: Iterable[nn.Parameter],
        *,
        lr: float,
        weight_decay: float,
        precision: torch.dtype | None = None,
    ) -> None:
        super().__init__(matrices, {"lr": lr, "weight_decay": weight_decay})
        if any(p.ndim != 2 for group in self.param_groups for p in group["params"]):
            raise ValueError("Muon takes matrices")
        place = self.param_groups[0]["params"][0].device
        self._precision = precision or fast_precision(place)

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:  # type: ignore[override]
        """Takes no closure."""
        assert closure is None
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is not None:
                    self._step(weight, lr=group["lr"], weight_decay=group["weight_decay"])

    def _step(self, weight: nn.Parameter, *, lr: float, weight_decay: float) -> None:
        assert weight.grad is not None
        state = self.state[weight]
        if not state:
            state["momentum"] = torch.zeros_like(weight.grad)
        momentum = state["momentum"]
        momentum.lerp_(weight.grad, 1 - MOMENTUM)
        ahead = weight.grad.lerp(momentum, MOMENTUM)
        direction = orthogonal(ahead, self._precision)
        weight.mul_(1 - lr * weight_decay)
        weight.add_(direction, alpha=-lr * 0.2 * math.sqrt(max(weight.shape)))


def orthogonal(matrix: Tensor, precision: torch.dtype) -> Tensor:
    """About the orthogonal matrix next to this one, in ``precision``: its singular values come near
    1, by five rounds of a polynomial in the manner of Newton and Schulz."""
    wide = matrix.size(0) <= matrix.size(1)
    found = (matrix if wide else matrix.T).to(precision, copy=True)
    found.div_(found.norm().clamp(min=_LEAST_NORM))
    for _ in range(ROUNDS):
        gram = found @ found.T
        found = torch.addmm(found, torch.addmm(gram, gram, gram, beta=_B, alpha=_C), found, beta=_A)
    return found if wide else found.T
