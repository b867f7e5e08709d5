"""Every kind of publication, one line each."""

from peelian.publications import board_paper, framework

COMPOSERS = {
    "board-paper": board_paper.compose,
    "framework": framework.compose,
}
