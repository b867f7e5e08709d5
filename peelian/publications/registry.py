"""Every kind of publication, one line each."""

from peelian.publications import board_paper, framework, scorecard

COMPOSERS = {
    "board-paper": board_paper.compose,
    "framework": framework.compose,
    "scorecard": scorecard.compose,
}
