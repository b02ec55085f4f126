"""The optimizer against torch's own, and what it makes of a matrix."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from training.muon import Muon, orthogonal


@pytest.mark.parametrize("shape", [(6, 10), (10, 6), (5, 5)])
@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_singular_values_come_near_one(shape: tuple[int, int], precision: torch.dtype) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    before = matrix.clone()
    found = orthogonal(matrix, precision)
    assert torch.equal(matrix, before)
    assert found.shape == shape
    values = torch.linalg.svdvals(found.float())
    assert values.min() > 0.5
    assert values.max() < 1.3
    # Most like this matrix of all orthogonal ones is the one made by its own singular vectors.
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    nearest = left @ right
    assert functional.cosine_similarity(found.float().flatten(), nearest.flatten(), dim=0) > 0.95


def test_steps_are_torchs_own_in_its_precision() -> None:
    torch.manual_seed(1)
    shapes = [(6, 10), (10, 6)]
    ours, theirs = ([nn.Parameter(torch.ones(shape)) for shape in shapes] for _ in range(2))
    optimizers = (
        Muon(ours, lr=0.1, weight_decay=0.05, precision=torch.bfloat16),
        torch.optim.Muon(theirs, lr=0.1, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
    )
    for _ in range(4):
        for own, other in zip(ours, theirs, strict=True):
            own.grad = torch.randn_like(own)
            other.grad = own.grad.clone()
        for optimizer in optimizers:
            optimizer.step()
    for own, other in zip(ours, theirs, strict=True):
        assert torch.equal(own, other)


def test_float32_is_near_them() -> None:
    torch.manual_seed(1)
    matrix = torch.randn(16, 48)
    exact, coarse = (orthogonal(matrix, kind) for kind in (torch.float32, torch.bfloat16))
    assert exact.dtype == torch.float32
    assert (exact - coarse).norm() < 0.02 * exact.norm()


def test_what_is_no_matrix_is_refused() -> None:
    with pytest.raises(ValueError, match="matrices"):
        Muon([nn.Parameter(torch.ones(3))], lr=0.1, weight_decay=0)


def test_what_has_no_gradient_stays() -> None:
    weight = nn.Parameter(torch.ones(2, 3))
    Muon([weight], lr=0.1, weight_decay=0.5).step()
    assert torch.equal(weight, torch.ones(2, 3))
