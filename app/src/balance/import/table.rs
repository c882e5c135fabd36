//! Table rows → lines: a rubric in the first cell, rubrics in the header, or rows of a list.
use super::heading::named;
use super::identity::Identity;
use super::line::{Line, Mark, Shape};
use super::source::{Piece, Row};

/// The lines of the document in reading order, and what its margins say.
pub(super) fn lines_of(pieces: Vec<Piece>) -> (Vec<Line>, Vec<String>) {
    let (mut lines, mut margins) = (Vec::new(), Vec::new());
    let mut table: Vec<Row> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Row(row) => table.push(row),
            Piece::Margin(text) => margins.push(text),
            Piece::Line(line) => {
                lines.extend(lines_of_table(std::mem::take(&mut table)));
                lines.push(line);
            }
        }
    }
    lines.extend(lines_of_table(table));
    (lines, margins)
}

fn lines_of_table(rows: Vec<Row>) -> Vec<Line> {
    let headed = rows.first().is_some_and(|first| {
        let filled: Vec<_> = first.cells.iter().filter(|cell| !cell.is_empty()).collect();
        filled.len() > 1 && filled.iter().all(|cell| is_name(cell))
    });
    if headed { by_column(rows) } else { rows.into_iter().flat_map(by_row).collect() }
}

fn is_name(cell: &[Line]) -> bool {
    matches!(cell, [line] if named(&line.text).is_some())
}

/// « | Leviers | Freins | »: each column is a rubric.
fn by_column(rows: Vec<Row>) -> Vec<Line> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut columns: Vec<Vec<Line>> = vec![Vec::new(); width];
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row.cells) {
            if column.is_empty() {
                column.extend(cell.into_iter().map(heading));
            } else {
                column.extend(cell.into_iter().map(item));
            }
        }
    }
    columns.into_iter().flatten().collect()
}

/// « | Leviers | ce qui a aidé | », « | Action | 2.4.1 | », or a row of a list.
fn by_row(row: Row) -> Vec<Line> {
    let mut cells = row.cells.into_iter().filter(|cell| !cell.is_empty()).peekable();
    match cells.next() {
        None => Vec::new(),
        Some(first) if cells.peek().is_none() => first,
        Some(first) if is_name(&first) => {
            first.into_iter().map(heading).chain(cells.flat_map(listed)).collect()
        }
        Some(first) => {
            let cells: Vec<String> = std::iter::once(first).chain(cells).map(|cell| in_one(&cell)).collect();
            let pair = cells.join(" : ");
            let (mark, text) = match Identity::at_the_top(&pair) {
                Some(_) => (Mark::Nothing, pair),
                None => (Mark::Bullet(Shape::Row), cells.join(" | ")),
            };
            let whole = text.clone();
            vec![Line { number: row.number, indent: 0, mark, text, whole, apart: true, new_page: false }]
        }
    }
}

fn in_one(cell: &[Line]) -> String {
    cell.iter().map(|line| line.whole.as_str()).collect::<Vec<_>>().join(" ")
}

fn heading(line: Line) -> Line {
    Line { mark: Mark::Nothing, apart: true, ..line }
}

/// A cell of several lines without bullets is a list all the same.
fn listed(cell: Vec<Line>) -> Vec<Line> {
    let several = cell.len() > 1 && cell.iter().all(|line| line.mark == Mark::Nothing);
    let line = |line: Line| if several { item(line) } else { Line { apart: true, ..line } };
    cell.into_iter().map(line).collect()
}

fn item(line: Line) -> Line {
    Line { mark: if line.is_item() { line.mark } else { Mark::Bullet(Shape::Dash) }, apart: true, ..line }
}
