"""Numbers without gaps."""

from __future__ import annotations

import pytest
from django.db import transaction

from gongkai.apps.core.models import Sequence
from gongkai.apps.core.numbers import next_number


@pytest.mark.django_db
def test_numbers_of_each_name_run_from_one() -> None:
    assert [next_number("回执"), next_number("回执"), next_number("文号")] == [1, 2, 1]


@pytest.mark.django_db
def test_number_of_an_act_that_is_undone_is_given_out_again() -> None:
    next_number("回执")
    with transaction.atomic():
        undone = next_number("回执")
        transaction.set_rollback(True)

    assert (undone, next_number("回执")) == (2, 2)


@pytest.mark.django_db
def test_first_number_that_is_undone_leaves_no_counter() -> None:
    with transaction.atomic():
        next_number("回执")
        transaction.set_rollback(True)

    assert not Sequence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        next_number("回执")
