"""The training of two towers: loss, schedule, optimizers, and the average of the weights."""

import copy
import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.contrastive import (
    LARGEST_LOGIT_SCALE,
    MUON_RATE,
    Averaged,
    Schedule,
    adamw,
    info_nce,
    muon_and_adamw,
    train,
)


class Small(nn.Module):
    """Two layers, with a scale as CLIP has one, and something that does not learn."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Linear(4, 8), nn.Linear(8, 4)
        self.words = nn.Embedding(5, 4)
        self.logit_scale = nn.Parameter(torch.tensor(2.0))
        self.frozen = nn.Linear(4, 4).requires_grad_(False)

    def forward(self, items: Tensor) -> Tensor:
        seen: Tensor = self.second(torch.tanh(self.first(items)))
        return seen

    @property
    def hidden(self) -> list[nn.Parameter]:
        return [self.first.weight, self.second.weight]


def matching_loss(model: Small, items: Tensor) -> Tensor:
    """To tell the items, unit vectors, from one another after a swap of their order."""
    also_true = torch.eye(len(items), dtype=torch.bool)
    texts = items.flip(1)
    return info_nce(model(items), texts, logit_scale=model.logit_scale, also_true=also_true)


def test_texts_that_are_true_of_none_are_told_apart() -> None:
    items = functional.normalize(torch.randn(5, 8, generator=torch.Generator().manual_seed(1)))
    scale, none = torch.tensor(2.0), torch.zeros(5, 5, dtype=torch.bool)

    def loss(further: torch.Tensor | None) -> float:
        return info_nce(
            items, items, logit_scale=scale, also_true=none, true_of_none=further
        ).item()

    assert loss(None) < loss(-items[:2]) < loss(items[:2])
    logits = items @ torch.cat([items, items[:2]]).T * scale.exp()
    to_text = functional.cross_entropy(logits, torch.arange(5))
    to_item = functional.cross_entropy(logits[:, :5].T, torch.arange(5))
    assert loss(items[:2]) == pytest.approx(((to_text + to_item) / 2).item())


def test_info_nce_leaves_true_pairs_out_of_the_denominator() -> None:
    torch.manual_seed(0)
    items, texts = torch.randn(3, 8), torch.randn(3, 8)
    also_true = torch.eye(3, dtype=torch.bool)
    also_true[0, 1] = True
    scale = torch.tensor(1.0)
    unit = torch.nn.functional.normalize
    logits = (unit(items) @ unit(texts).T * math.e).tolist()
    rows = [[0, 2], [0, 1, 2], [0, 1, 2]]  # the texts that item i is told from
    columns = [[0, 1, 2], [1, 2], [0, 1, 2]]
    by_hand = [
        math.log(sum(math.exp(logits[i][j]) for j in rows[i])) - logits[i][i] for i in range(3)
    ] + [math.log(sum(math.exp(logits[i][j]) for i in columns[j])) - logits[j][j] for j in range(3)]
    loss = info_nce(items, texts, logit_scale=scale, also_true=also_true)
    assert loss.item() == pytest.approx(sum(by_hand) / 6, abs=1e-5)


def test_the_schedule_rises_stays_and_falls() -> None:
    schedule = Schedule(steps=1000, learning_rate=2.0, warmup_steps=10)
    assert schedule.learning_rate_at(0) == pytest.approx(0.2)
    assert schedule.learning_rate_at(9) == schedule.learning_rate_at(700) == 2.0
    assert schedule.learning_rate_at(875) == pytest.approx(1.0)
    assert schedule.learning_rate_at(999) == pytest.approx(0.008)


@pytest.mark.parametrize("with_muon", [False, True])
def test_training_matches_towers_and_keeps_the_scale_in_bounds(with_muon: bool) -> None:
    torch.manual_seed(0)
    model, items = Small(), torch.eye(4)
    model.logit_scale.data.fill_(4.55)
    optimizers = (
        muon_and_adamw([model], hidden=model.hidden, learning_rate=0.05)
        if with_muon
        else [adamw([model], learning_rate=0.05)]
    )
    losses: list[float] = []
    frozen = model.frozen.weight.clone()
    train(
        iter(lambda: items, None),
        lambda batch: matching_loss(model, batch),
        optimizers=optimizers,
        logit_scale=model.logit_scale,
        schedule=Schedule(steps=200, learning_rate=0.05, warmup_steps=10),
        after_step=lambda _, loss: losses.append(loss),
    )
    assert len(losses) == 200
    assert losses[-1] < 0.05 < losses[0]
    assert model.logit_scale.item() <= LARGEST_LOGIT_SCALE
    assert torch.equal(model.frozen.weight, frozen)


def test_training_ends_with_the_batches_and_tells_of_every_step() -> None:
    model, told = Small(), []
    train(
        [torch.eye(4)] * 3,
        lambda batch: matching_loss(model, batch),
        optimizers=[adamw([model], learning_rate=0.1)],
        logit_scale=model.logit_scale,
        schedule=Schedule(steps=10, learning_rate=0.1),
        after_step=lambda steps_done, _: told.append(steps_done),
    )
    assert told == [1, 2, 3]


def test_every_optimizer_follows_the_schedule_and_muon_at_a_rate_of_its_own() -> None:
    model = Small()
    optimizers = muon_and_adamw([model], hidden=model.hidden, learning_rate=1.0)
    rates: list[list[float]] = []
    schedule = Schedule(steps=6, learning_rate=0.01, warmup_steps=2)
    train(
        [torch.eye(4)] * 6,
        lambda batch: matching_loss(model, batch),
        optimizers=optimizers,
        logit_scale=model.logit_scale,
        schedule=schedule,
        after_step=lambda *_: rates.append([o.param_groups[0]["lr"] for o in optimizers]),
    )
    planned = [schedule.learning_rate_at(step) for step in range(6)]
    assert [adam for _, adam in rates] == pytest.approx(planned)
    assert [muon for muon, _ in rates] == pytest.approx([MUON_RATE * rate for rate in planned])


def test_muon_and_adamw_take_every_parameter_that_learns_once() -> None:
    model, head = Small(), nn.Linear(4, 3)
    muon, adam = muon_and_adamw([model, head], hidden=model.hidden, learning_rate=0.1)
    taken = [p for o in (muon, adam) for group in o.param_groups for p in group["params"]]
    learnt = [p for m in (model, head) for p in m.parameters() if p.requires_grad]
    assert len(taken) == len(learnt)
    assert {id(p) for p in taken} == {id(p) for p in learnt}
    by_muon = [p for group in muon.param_groups for p in group["params"]]
    assert {id(p) for p in by_muon} == {id(p) for p in model.hidden}


def test_weights_decay_but_biases_and_the_scale_do_not() -> None:
    model = Small()
    for optimizers in (
        [adamw([model], learning_rate=0.1)],
        muon_and_adamw([model], hidden=model.hidden, learning_rate=0.1),
    ):
        groups = [group for optimizer in optimizers for group in optimizer.param_groups]
        decay = {(p.ndim, g["weight_decay"]) for g in groups for p in g["params"]}
        assert decay == {(2, 0.05), (1, 0.0), (0, 0.0)}


def test_the_average_follows_the_weights_slowly_once_it_is_old() -> None:
    model = nn.Linear(1, 1, bias=False)
    model.weight.data.fill_(1.0)
    averaged = Averaged(model, decay=0.9)
    by_hand = 1.0
    for step in range(1, 200):
        value = float(step % 7)
        model.weight.data.fill_(value)
        averaged.update(model)
        kept = min(0.9, (1 + step) / (10 + step))
        by_hand = kept * by_hand + (1 - kept) * value
        assert averaged.model.weight.item() == pytest.approx(by_hand, rel=1e-4)
    assert model.weight.item() == 199 % 7


def test_the_average_is_a_model_of_its_own_that_does_not_learn() -> None:
    model = Small()
    before = copy.deepcopy(model.state_dict())
    averaged = Averaged(model)
    averaged.update(model)
    for name, value in averaged.model.state_dict().items():
        assert torch.allclose(value, before[name])
    assert not any(p.requires_grad for p in averaged.model.parameters())
    assert model.first.weight.requires_grad
    with torch.no_grad():
        averaged.model.first.weight.zero_()
    assert torch.equal(model.first.weight, before["first.weight"])
