"""Every table belongs to one whole."""

from sqlalchemy import MetaData

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

VERSION = 2
"""Of the tables; ``migrating`` says how an older one becomes this one."""

OWNER = "owner"
"""In the ``info`` of a table: the column of the subject whose story its rows come from."""

PERSONAL = frozenset(
    """reference given_name family_name born mother father phone address photo_ref name
    value reporter received_by findings note decisions measure reason facts""".split()
)
"""The personal fields the tables have a place for, where they are granted."""
