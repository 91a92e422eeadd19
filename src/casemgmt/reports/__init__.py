"""Reports: what is in them, made of figures; how they look is a renderer's business.

A report is a function of a desk and a period that returns a ``Report``, found through the
entry points ``casemgmt.reports``. A renderer draws it, found through
``casemgmt.renderers``.
"""

from casemgmt.domain.dates import Day, Precision
from casemgmt.domain.vocabulary import Text

from .amounts import Bound, Form, Hidden, Missing, Number, Source, Value
from .behind import Behind, Counted, Sizes
from .branding import Branding
from .declaring import Audience, Declared, Parameter
from .desk import CaseDesk, Figure, ReportDesk
from .look import Brand, Look, Manner, ink_on
from .model import (
    Block,
    Choice,
    Definition,
    Entry,
    Foot,
    Headline,
    Note,
    Point,
    Report,
    Row,
    Section,
    Series,
    Table,
    hidden_in,
    holds_back,
    rests_on_figures,
    values_of,
)
from .numbers import count, day, direction, instant, locale_of, share, worded, written
from .period import Period
from .protecting import protected
from .reading import WORDS, Question, Reading
from .rendering import (
    API_VERSION,
    Renderer,
    form_of,
    render,
    renderer_for,
    report_named,
    reports,
)
from .suppression import Cell, Sum, hidden_cells
from .words import Words

__all__ = [
    "API_VERSION",
    "WORDS",
    "Audience",
    "Behind",
    "Block",
    "Bound",
    "Brand",
    "Branding",
    "CaseDesk",
    "Cell",
    "Choice",
    "Counted",
    "Day",
    "Declared",
    "Definition",
    "Entry",
    "Figure",
    "Foot",
    "Form",
    "Headline",
    "Hidden",
    "Look",
    "Manner",
    "Missing",
    "Note",
    "Number",
    "Parameter",
    "Period",
    "Point",
    "Precision",
    "Question",
    "Reading",
    "Renderer",
    "Report",
    "ReportDesk",
    "Row",
    "Section",
    "Series",
    "Sizes",
    "Source",
    "Sum",
    "Table",
    "Text",
    "Value",
    "Words",
    "count",
    "day",
    "direction",
    "form_of",
    "hidden_cells",
    "hidden_in",
    "holds_back",
    "ink_on",
    "instant",
    "locale_of",
    "protected",
    "render",
    "renderer_for",
    "report_named",
    "reports",
    "rests_on_figures",
    "share",
    "values_of",
    "worded",
    "written",
]
