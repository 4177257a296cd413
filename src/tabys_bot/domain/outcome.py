"""The result of anything that can fail for a reason worth showing."""

from typing import TypeAlias, TypeVar

from returns.result import Failure, Success

V_co = TypeVar("V_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)

# A union, not `returns.result.Result`: type checkers then see an exact value and an exhaustive match.
Outcome: TypeAlias = Success[V_co] | Failure[E_co]

__all__ = ["Failure", "Outcome", "Success", "failed_by"]


def failed_by(outcome: Outcome[object, object], kind: type) -> bool:
    """Whether the outcome is a failure of that kind."""
    return isinstance(outcome, Failure) and isinstance(outcome.failure(), kind)
