"""A small file says whose a report is and which parts are wanted; a mistake is one line."""

import struct
import zlib

import pytest
from attrs import evolve

from casemgmt.errors import ConfigurationError
from casemgmt.reports import Branding, Headline, Look, Section, Text
from casemgmt.reports.look import contrast, ink_on
from casemgmt.testing.golden_reports import empty, figure, said

WORDS = Text(plain="x")


def chunk(name, data):
    return (
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
    )


DOT = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x20\x40\x60"))
    + chunk(b"IEND", b"")
)


@pytest.fixture
def brand(tmp_path):
    def write(text):
        (tmp_path / "logo.png").write_bytes(DOT)
        path = tmp_path / "brand.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def report():
    sections = tuple(Section(name, said(name), ()) for name in ("school", "kits", "work"))
    headline = Headline(WORDS, figure(3), WORDS)
    return evolve(empty(), name="partner", headlines=(headline,), sections=sections)


def test_the_house_and_how_it_writes_are_read(brand):
    look = Branding.read(
        brand(
            'digits = "arab"\nhijri = true\n[house]\nname = { ar = "دار", fr = "Maison" }\n'
            'lines = ["Casablanca"]\nlogo = "logo.png"\ncolour = "#204060"\n'
        )
    ).look

    assert (look.digits, look.hijri) == ("arab", True)
    assert look.brand.name == Text(ar="دار", fr="Maison")
    assert look.brand.lines == (Text(plain="Casablanca"),)
    assert (look.brand.logo, look.brand.colour) == (DOT, "#204060")


def test_an_empty_file_changes_nothing(brand):
    assert Branding.read(brand("")).on(report()) == report()
    assert Branding.read(brand("")).look == Look()


def test_parts_come_in_the_order_that_is_wanted(brand):
    dressed = Branding.read(brand('[parts]\npartner = ["work", "school"]')).on(report())

    assert [section.name for section in dressed.sections] == ["work", "school"]
    assert dressed.headlines == ()


def test_key_figures_stay_where_they_are_asked_for(brand):
    dressed = Branding.read(brand('[parts]\npartner = ["headlines"]')).on(report())

    assert (len(dressed.headlines), dressed.sections) == (1, ())


def test_parts_of_another_report_are_no_matter_of_this_one(brand):
    dressed = Branding.read(brand('[parts]\nseason = ["gossip"]')).on(report())

    assert dressed == report()


def test_a_part_that_is_not_there_is_named_with_the_nearest(brand):
    path = brand('[parts]\npartner = ["scool"]')

    with pytest.raises(ConfigurationError) as refused:
        Branding.read(path).on(report())

    assert str(refused.value) == (
        f"{path}: parts.partner: no part 'scool' (did you mean school?);"
        " there is: headlines, school, kits, work"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[hous]\nname = "x"', "hous: nothing is called so; there is:"),
        ('house = "x"', "house: this is a table"),
        ("[house]\nname = 3", "house.name: these are words"),
        ('[house]\nname = { de = "Haus" }', "house.name: these are words"),
        ('[house]\nlines = "x"', "house.lines: this is a list of lines"),
        ('[house]\ncolour = "teal"', "house.colour: a colour is written #204060"),
        ('[house]\ncolour = "#ffe080"', "house.colour: #ffe080 is too pale"),
        ('[house]\nlogo = "none.png"', "house.logo: none.png cannot be read"),
        ('[house]\nlogo = "brand.toml"', "house.logo: brand.toml is no whole PNG or JPEG"),
        ('digits = "roman"', "digits: these are latn or arab"),
        ('hijri = "yes"', "hijri: this is true or false"),
        ('[parts]\npartner = "school"', "parts.partner: this is a list of parts"),
        ('[parts]\npartner = ["kits", "kits"]', "parts.partner: a part stands there twice"),
        ("[house", "house"),
    ],
)
def test_what_cannot_be_used_is_one_line_with_its_place(brand, text, line):
    path = brand(text)

    with pytest.raises(ConfigurationError) as refused:
        Branding.read(path)

    said = str(refused.value)
    assert said.startswith(str(path))
    assert line in said or text == "[house"
    assert "\n" not in said


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        Branding.read(tmp_path / "none.toml")


@pytest.mark.parametrize("broken", [DOT[:-3], DOT[:40] + b"\x00" + DOT[41:], b"GIF89a"])
def test_half_a_picture_is_none(brand, tmp_path, broken):
    path = brand('[house]\nlogo = "half.png"')
    (tmp_path / "half.png").write_bytes(broken)

    with pytest.raises(ConfigurationError, match="no whole PNG or JPEG"):
        Branding.read(path)


def test_a_logo_is_small(brand, tmp_path):
    path = brand('[house]\nlogo = "large.png"')
    (tmp_path / "large.png").write_bytes(DOT + b"\x00" * 300_000)

    with pytest.raises(ConfigurationError, match="more than 300000 bytes"):
        Branding.read(path)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert (ink_on("#ffe080"), ink_on("#204060")) == ("#22292b", "#ffffff")
