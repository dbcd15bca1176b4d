"""Figures: boxes with fillings that stay apart without colour, strokes and labels, marked as one figure."""

from core.document import Run
from core.figure import Anchor, Box, Figure, Label, Pattern, Stroke
from infra.pdf.fonts import visible
from infra.pdf.ink import Placed, area, rule
from infra.pdf.sheet import Sheet
from infra.pdf.typeset import Style, break_lines

_LABEL = Style(8.5, 10.5)
_STEP = 4.0
"""Distance of the lines and dots of a filling in points."""
_BEFORE = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}
"""Part of a label that stands before its place."""
_GRAYS = {Pattern.DARK: 0.45, Pattern.LIGHT: 0.85}
_SLOPES: dict[Pattern, tuple[int, ...]] = {
    Pattern.RISING: (1,),
    Pattern.FALLING: (-1,),
    Pattern.CROSSED: (1, -1),
    Pattern.UPRIGHT: (0,),
}


def figure_height(sheet: Sheet, figure: Figure) -> float:
    """Return the height that a figure takes on the page."""
    return figure.height * _scale(sheet, figure)


def draw_figure(sheet: Sheet, figure: Figure) -> None:
    """Draw a figure below what stands on the page, smaller where it would not fit on one."""
    scale = _scale(sheet, figure)
    height = figure.height * scale
    sheet.need(height)
    left, bottom = sheet.left, sheet.y - height
    box = f"{left:.2f} {bottom:.2f} {left + figure.width * scale:.2f} {sheet.y:.2f}"
    attributes = f"/O /Layout /Placement /Block /BBox [{box}]"
    element = sheet.root.add("Figure", attributes=attributes, alt=visible(figure.alt))
    with sheet.mark(element):
        code = [f"q {scale:.5f} 0 0 {scale:.5f} {left:.2f} {bottom:.2f} cm 0.6 w"]
        for shape in figure.shapes:
            code += _draw(sheet, figure.height, shape)
        sheet.canvas.addLiteral("\n".join([*code, "Q"]))
    sheet.y -= height


def _scale(sheet: Sheet, figure: Figure) -> float:
    return min(1, sheet.width / figure.width, sheet.full_height / figure.height)


def _draw(sheet: Sheet, height: float, shape: Box | Stroke | Label) -> list[str]:
    match shape:
        case Box():
            return _box(shape, height - shape.y - shape.height)
        case Stroke(x1=x1, y1=y1, x2=x2, y2=y2):
            return [rule(x1, height - y1, x2, height - y2, 0.6)]
        case Label():
            return _label(sheet, shape, height - shape.y)


def _box(box: Box, bottom: float) -> list[str]:
    outline = f"{box.x:.2f} {bottom:.2f} {box.width:.2f} {box.height:.2f} re"
    code = [f"q {outline} W n 0.5 w"]
    if box.pattern in _GRAYS:
        code.append(area(box.x, bottom, box.width, box.height, _GRAYS[box.pattern]))
    for slope in _SLOPES.get(box.pattern, ()):
        code += _hatch(box, bottom, slope)
    if box.pattern is Pattern.DOTS:
        code += _dots(box, bottom)
    return [*code, f"Q {outline} S"]


def _hatch(box: Box, bottom: float, slope: int) -> list[str]:
    reach = box.height * abs(slope)
    start = box.x - (reach if slope > 0 else 0)
    lefts = [start + index * _STEP for index in range(int((box.width + reach) // _STEP) + 1)]
    top = bottom + box.height
    return [f"{left:.2f} {bottom:.2f} m {left + slope * box.height:.2f} {top:.2f} l" for left in lefts] + ["S"]


def _dots(box: Box, bottom: float) -> list[str]:
    """Return rows of dots: dashes without length, with round ends."""
    code = [f"1 J 1.3 w [0 {_STEP:g}] 0 d"]
    for row in range(int(box.height // _STEP) + 1):
        y = bottom + row * _STEP + 1.5
        code.append(f"{box.x + 1 + _STEP / 2 * (row % 2):.2f} {y:.2f} m {box.x + box.width:.2f} {y:.2f} l")
    return [*code, "S"]


def _label(sheet: Sheet, label: Label, y: float) -> list[str]:
    line = break_lines((Run(label.text),), _LABEL, float("inf"))[0]
    x = label.x - line.width * _BEFORE[label.anchor]
    text = sheet.ink.block([Placed(x, y, line.pieces)], _LABEL.size)
    return [area(x - 1.5, y - 2, line.width + 3, _LABEL.size + 1, 1), text] if label.boxed else [text]
