"""Every example under features/ runs."""

from pytest_bdd import scenarios

scenarios(".")
