"""Figures: boxes with fillings that stay apart without colour, strokes and labels, marked as one figure."""

from core.document import Run
from core.figure import Anchor, Box, Figure, Label, Pattern, Stroke
from infra.pdf.fonts import visible
from infra.pdf.ink import Placed
from infra.pdf.sheet import LEFT, Sheet
from infra.pdf.typeset import Style, break_lines

_LABEL = Style(8.5, 10.5)
_STEP = 4.0
"""Distance of the lines and dots of a filling in points."""
_GRAYS = {Pattern.DARK: 0.45, Pattern.LIGHT: 0.85}
_SLOPES: dict[Pattern, tuple[int, ...]] = {
    Pattern.RISING: (1,),
    Pattern.FALLING: (-1,),
    Pattern.CROSSED: (1, -1),
    Pattern.UPRIGHT: (0,),
}


def draw_figure(sheet: Sheet, figure: Figure) -> None:
    """Draw a figure below what stands on the page, smaller where it would not fit on one."""
    scale = min(1, sheet.width / figure.width, sheet.full_height / figure.height)
    height = figure.height * scale
    sheet.need(height)
    box = f"{LEFT:.2f} {sheet.y - height:.2f} {LEFT + figure.width * scale:.2f} {sheet.y:.2f}"
    attributes = f"/O /Layout /Placement /Block /BBox [{box}]"
    element = sheet.root.add("Figure", attributes=attributes, alt=visible(figure.alt))
    with sheet.mark(element):
        sheet.canvas.saveState()
        sheet.canvas.translate(LEFT, sheet.y - height)
        sheet.canvas.scale(scale, scale)
        sheet.canvas.setLineWidth(0.6)
        for shape in figure.shapes:
            _draw(sheet, figure.height, shape)
        sheet.canvas.restoreState()
    sheet.y -= height


def _draw(sheet: Sheet, height: float, shape: Box | Stroke | Label) -> None:
    match shape:
        case Box():
            _box(sheet, shape, height - shape.y - shape.height)
        case Stroke(x1=x1, y1=y1, x2=x2, y2=y2):
            sheet.canvas.line(x1, height - y1, x2, height - y2)
        case Label():
            _label(sheet, shape, height - shape.y)


def _box(sheet: Sheet, box: Box, bottom: float) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    if box.pattern in _GRAYS:
        canvas.setFillGray(_GRAYS[box.pattern])
        canvas.rect(box.x, bottom, box.width, box.height, stroke=0, fill=1)
    outline = canvas.beginPath()
    outline.rect(box.x, bottom, box.width, box.height)
    canvas.clipPath(outline, stroke=0, fill=0)
    canvas.setLineWidth(0.5)
    for slope in _SLOPES.get(box.pattern, ()):
        _hatch(sheet, box, bottom, slope)
    if box.pattern is Pattern.DOTS:
        _dots(sheet, box, bottom)
    canvas.restoreState()
    canvas.rect(box.x, bottom, box.width, box.height, stroke=1, fill=0)


def _hatch(sheet: Sheet, box: Box, bottom: float, slope: int) -> None:
    reach = box.height * abs(slope)
    count = int((box.width + reach) // _STEP) + 1
    start = box.x - (reach if slope > 0 else 0)
    sheet.canvas.lines(
        [
            (start + index * _STEP, bottom, start + index * _STEP + slope * box.height, bottom + box.height)
            for index in range(count)
        ]
    )


def _dots(sheet: Sheet, box: Box, bottom: float) -> None:
    sheet.canvas.setFillGray(0)
    for row in range(int(box.height // _STEP) + 1):
        for column in range(int(box.width // _STEP) + 1):
            x = box.x + (column + 0.5 * (row % 2)) * _STEP + 1
            sheet.canvas.circle(x, bottom + row * _STEP + 1.5, 0.6, stroke=0, fill=1)


def _label(sheet: Sheet, label: Label, y: float) -> None:
    line = break_lines((Run(label.text),), _LABEL, float("inf"))[0]
    x = label.x - line.width * {Anchor.START: 0, Anchor.MIDDLE: 0.5, Anchor.END: 1}[label.anchor]
    if label.boxed:
        sheet.canvas.setFillGray(1)
        sheet.canvas.rect(x - 1.5, y - 2, line.width + 3, _LABEL.size + 1, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
    sheet.canvas.addLiteral(sheet.ink.block([Placed(x, y, line.pieces)], _LABEL.size))
