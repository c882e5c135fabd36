//! Which rows are the table, and which are around it. One pass, remembering the columns and how far the table was left
//! behind; what a row of the table says is the business of `builder`.

use super::axis::Axis;
use super::builder::TableBuilder;
use super::columns::{Columns, is_compound_code, is_contents_entry};
use super::{MAX_LINES, PlanTable};
use crate::action_sheet::code::ActionCode;
use crate::cells::{Row, Rows, SEPARATORS};

/// A page break puts a running head, a number, a note between two rows; the table ends when more lines than this do.
const PAGE_BREAK_MAX: usize = 10;

/// Reads the text with every separator, by its headers first and by its cells if there is none, and keeps the reading
/// that understands the most rows: a separator that is not the table's understands nothing, or next to nothing.
pub(super) fn recognise(text: &str) -> PlanTable {
    recognise_by(text, &SEPARATORS)
}

/// Reads lines whose cells stand between tabs.
pub(super) fn recognise_cells(text: &str) -> PlanTable {
    recognise_by(text, &['\t'])
}

fn recognise_by(text: &str, separators: &[char]) -> PlanTable {
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.len() > MAX_LINES {
        return too_long(lines.len());
    }
    let best = |find| {
        let separators = separators.iter().copied().filter(|&separator| text.contains(separator));
        let tables = separators.map(|separator| Reader::new(&lines, find).read(Rows::of(text, separator)));
        tables
            .filter(|table| !table.understood.is_empty())
            .reduce(|best, next| if weight(&next) > weight(&best) { next } else { best })
    };
    best(Find::Names).or_else(|| best(Find::Contents)).unwrap_or_else(|| nothing_in(&lines))
}

/// The source has too many lines to be a plan.
pub(super) fn too_long(lines: usize) -> PlanTable {
    let mut table = TableBuilder::new(&[]);
    table.error_of_all(&format!(
        "Cette source a {lines} lignes, et un plan en a quelques dizaines\u{a0}: {MAX_LINES} au plus sont lues. Copiez seulement le tableau."
    ));
    table.finished()
}

fn weight(table: &PlanTable) -> usize {
    table.actions.len() + table.errors.len()
}

fn nothing_in(lines: &[&str]) -> PlanTable {
    let mut table = TableBuilder::new(lines);
    table.ignore(1, lines.len());
    table.error_of_all(
        "Aucun tableau d’actions n’a été trouvé. Copiez le tableau avec sa ligne d’en-tête, par exemple « Axe », « Numéro », \
         « Intitulé » : l’intitulé est nécessaire, avec le numéro ou l’axe. Les cellules sont séparées par une tabulation, un \
         point-virgule, une barre verticale ou une virgule.",
    );
    table.finished()
}

/// By what a table is found.
#[derive(Clone, Copy, PartialEq)]
enum Find {
    /// The names of its header.
    Names,
    /// What its cells hold, when no header was found anywhere.
    Contents,
}

struct Reader<'a> {
    find: Find,
    table: TableBuilder<'a>,
    columns: Option<Columns>,
    /// Lines that are not the table's since its last row.
    away: usize,
    /// Nothing at all stands between this row and the last one of the table: what is odd here is a mistake, not prose.
    touching: bool,
    /// An axis alone on its line, at a distance from the table: part of it only if a row or a header follows soon.
    announced: Option<(Axis, usize, usize)>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [&'a str], find: Find) -> Self {
        Self {
            find,
            table: TableBuilder::new(lines),
            columns: None,
            away: 0,
            touching: false,
            announced: None,
        }
    }

    fn read(mut self, mut rows: Rows<'_>) -> PlanTable {
        while let Some(row) = rows.next() {
            self.take(&row, &rows);
        }
        self.drop_announcement();
        self.table.tell_missing_axes();
        self.table.finished()
    }

    /// Finds out what one row is. The order of the questions is the rule.
    fn take(&mut self, row: &Row, following: &Rows<'_>) {
        if row.blank {
            self.touching &= row.cells.len() > 1; // blank cells are an empty row, a blank line is a break
        } else if let Some(columns) = self.header(row, following) {
            self.open(columns);
            self.understood(row);
        } else if let Some(axis) =
            row.only_cell().filter(|cell| !is_contents_entry(cell)).and_then(Axis::announced)
        {
            self.announce(axis, row);
        } else if self.touching && row.is_empty() {
            self.understood(row); // `;;;`, or the line under a Markdown header
        } else if self.belongs(row) {
            self.enter_announced_axis();
            self.understood(row);
            if let Some(columns) = &self.columns {
                self.table.read_row(row, columns);
            }
        } else {
            self.leave(row);
        }
    }

    fn understood(&mut self, row: &Row) {
        self.table.understood(row.first, row.last);
        self.away = 0;
        self.touching = true;
    }

    fn leave(&mut self, row: &Row) {
        self.table.ignore(row.first, row.last);
        self.away += 1;
        self.touching = false;
        if self.announced.as_ref().is_some_and(|(_, _, line)| row.first > line + PAGE_BREAK_MAX) {
            self.drop_announcement();
        }
    }

    fn header(&self, row: &Row, following: &Rows<'_>) -> Option<Columns> {
        Columns::named(row, following).filter(|_| self.find == Find::Names)
    }

    /// A header: the table goes on if it is the one that was already read (a new page repeats it), else another begins.
    fn open(&mut self, columns: Columns) {
        if !self.columns.as_ref().is_some_and(|open| open.has_the_header_of(&columns)) {
            self.table.begin(&columns);
            self.columns = Some(columns);
        }
        self.enter_announced_axis();
    }

    fn announce(&mut self, axis: Axis, row: &Row) {
        self.drop_announcement();
        if self.touching {
            self.table.enter(axis, row.first, None);
            self.understood(row);
        } else {
            self.announced = Some((axis, row.first, row.last));
        }
    }

    fn enter_announced_axis(&mut self) {
        if let Some((axis, first, last)) = self.announced.take() {
            self.table.enter(axis, first, None);
            self.table.understood(first, last);
        }
    }

    fn drop_announcement(&mut self) {
        if let Some((_, first, last)) = self.announced.take() {
            self.table.ignore(first, last);
        }
    }

    /// Whether the row is one of the table; the first one shows the columns when there is no header.
    fn belongs(&mut self, row: &Row) -> bool {
        if self.columns.is_none() && self.find == Find::Contents {
            self.columns = Columns::shown(row, self.announced.is_some());
            self.touching = self.columns.is_some();
            self.away = 0;
        }
        self.away <= PAGE_BREAK_MAX && self.columns.as_ref().is_some_and(|columns| self.fits(row, columns))
    }

    /// Next to the table, a row as wide as the header is one, whatever it holds. A row of another width, or after a page
    /// break, must hold in each column what the column is for.
    fn fits(&self, row: &Row, columns: &Columns) -> bool {
        let view = columns.view(row);
        let width = row.cells.len() + view.shift;
        if row.is_empty() || is_contents_entry(view.title) {
            return false;
        }
        if row.cells.len() == 1 {
            return self.touching && is_compound_code(view.code); // its empty cells were trimmed: the title is missing
        }
        if self.touching && width == columns.width() {
            return [view.axis, view.objective, view.code, view.title].iter().any(|cell| !cell.is_empty());
        }
        let has_title = !view.title.is_empty();
        let has_key = match (columns.code, columns.axis) {
            (Some(_), _) => self.fits_as_code(view.code) && (has_title || self.touching),
            (None, Some(axis)) => {
                let left_blank = view.axis.is_empty() && axis < columns.title && width == columns.width();
                has_title && (self.touching || left_blank || Axis::announced(view.axis).is_some())
            }
            (None, None) => false,
        };
        let axis_fits = view.axis.is_empty() || Axis::read(view.axis).is_some();
        let width_fits = self.touching || (columns.title < width && width <= columns.width());
        has_key && axis_fits && width_fits
    }

    /// A code, or what was meant as one: « 1.2.x » is to be mended, not ignored. After a page break a single number may be
    /// anything, unless the table has such codes.
    fn fits_as_code(&self, cell: &str) -> bool {
        let meant = cell.starts_with(|c: char| c.is_ascii_digit())
            && cell.contains('.')
            && !cell.contains(char::is_whitespace);
        let single =
            || cell.parse::<ActionCode>().is_ok() && (self.touching || self.table.has_single_numbers());
        meant || is_compound_code(cell) || single()
    }
}
