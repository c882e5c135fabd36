//! What the columns of a table are: recognised by the names in the header, or by what the cells hold.

use super::axis::Axis;
use crate::action_sheet::code::ActionCode;
use crate::cells::{Row, Rows};
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// How many rows after a header may tell which unnamed column holds the axes.
const LOOK_AHEAD: usize = 20;
/// A row of more cells than this is not a header: no plan has so many columns.
const MAX_COLUMNS: usize = 100;

/// A column that an import understands; also the part of an action that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    Axis,
    Objective,
    Code,
    Title,
}

impl Field {
    /// The field's name on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Axis => "Axe",
            Self::Objective => "Objectif",
            Self::Code => "Numéro",
            Self::Title => "Intitulé",
        }
    }
}

/// Where each field stands, by index.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Columns {
    pub axis: Option<usize>,
    pub objective: Option<usize>,
    pub code: Option<usize>,
    pub title: usize,
    /// The header as it was written, one name per column; empty names when there was no header.
    pub names: Vec<String>,
}

/// What a name in a header can mean.
#[derive(Clone, Copy, PartialEq)]
enum Meaning {
    Axis,
    Objective,
    Code,
    Title,
    /// « Action »: the title, unless another column is; then the code.
    Action,
    /// « Fiche »: the code, unless another column is; then the title.
    Sheet,
    Unnamed,
    Unknown,
}

impl Columns {
    /// The columns of an exported table, whose header is known.
    pub(super) fn of_export(names: [String; 4]) -> Self {
        Self { axis: Some(0), code: Some(1), title: 2, objective: Some(3), names: names.to_vec() }
    }

    /// The columns that this row announces, if it is the header of a table of actions: a title, and a code or an axis.
    pub(super) fn named(row: &Row, following: &Rows<'_>) -> Option<Self> {
        if row.cells.len() < 2 || row.cells.len() > MAX_COLUMNS {
            return None;
        }
        let meanings: Vec<Meaning> = row.cells.iter().map(|name| meaning(name)).collect();
        let place = |meaning| meanings.iter().position(|&other| other == meaning);
        let title = place(Meaning::Title)
            .or(place(Meaning::Action))
            .or(place(Meaning::Sheet).filter(|_| place(Meaning::Code).is_some()))?;
        let not_title = |&index: &usize| index != title;
        let code = place(Meaning::Code)
            .or(place(Meaning::Sheet).filter(not_title))
            .or(place(Meaning::Action).filter(not_title));
        let named = Self {
            axis: place(Meaning::Axis),
            objective: place(Meaning::Objective),
            code,
            title,
            names: row.cells.clone(),
        };
        Some(named.with_unnamed_axis(&meanings, following))
            .filter(|columns| columns.code.or(columns.axis).is_some())
    }

    /// Finds the axes in a column that the header does not name, as in the Auvergne-Rhône-Alpes document; such a column
    /// has no place in the header at all when the pasted text was trimmed, and every name is then one place too far left.
    fn with_unnamed_axis(mut self, meanings: &[Meaning], following: &Rows<'_>) -> Self {
        if self.axis.is_some() {
            return self;
        }
        let mut ahead = following.clone().take(LOOK_AHEAD);
        let trimmed =
            ahead.clone().find(|row| !row.is_empty()).is_some_and(|row| row.cells.len() == self.width() + 1);
        if !trimmed && !meanings.contains(&Meaning::Unnamed) {
            return self; // and the rows ahead need not be read for each line that looks like a header
        }
        let mut axes: Vec<bool> = vec![false; meanings.len()];
        for row in ahead.by_ref().filter(|row| row.cells.len() > 1) {
            for (found, cell) in axes.iter_mut().zip(&row.cells) {
                *found |= Axis::announced(cell).is_some();
            }
        }
        let holds_axes = |index: usize| axes.get(index) == Some(&true);
        self.axis = (0..meanings.len())
            .find(|&index| meanings.get(index) == Some(&Meaning::Unnamed) && holds_axes(index));
        if self.axis.is_none() && holds_axes(0) && trimmed {
            self.names.insert(0, String::new());
            self.axis = Some(0);
            self.title += 1;
            self.code = self.code.map(|index| index + 1);
            self.objective = self.objective.map(|index| index + 1);
        }
        self
    }

    /// The columns that a first row without header shows by what it holds: an axis (unless one was just announced on a
    /// line of its own), a code, and a title, which is the longest of the other cells.
    pub(super) fn shown(row: &Row, axis_was_announced: bool) -> Option<Self> {
        if row.cells.len() > MAX_COLUMNS {
            return None;
        }
        let cells = || row.cells.iter().enumerate();
        let axis = cells().find(|(_, cell)| Axis::announced(cell).is_some()).map(|(index, _)| index);
        let (code, _) = cells().find(|(_, cell)| cell.parse::<ActionCode>().is_ok())?;
        let texts = cells().filter(|(index, cell)| {
            Some(*index) != axis && *index != code && cell.contains(char::is_alphabetic)
        });
        let (title, text) = texts.max_by_key(|(_, cell)| cell.chars().count())?;
        let shown = Self {
            axis,
            objective: None,
            code: Some(code),
            title,
            names: vec![String::new(); row.cells.len()],
        };
        Some(shown).filter(|_| (axis.is_some() || axis_was_announced) && !is_contents_entry(text))
    }

    /// The same names in the same order; a blank one may have been trimmed.
    pub(super) fn has_the_header_of(&self, other: &Self) -> bool {
        let names = self.names.iter().filter(|name| !name.is_empty());
        names.eq(other.names.iter().filter(|name| !name.is_empty()))
    }

    pub(super) fn width(&self) -> usize {
        self.names.len()
    }

    /// The name of a field's column, for the reader.
    pub(super) fn name(&self, field: Field) -> Option<String> {
        let index = match field {
            Field::Axis => self.axis,
            Field::Objective => self.objective,
            Field::Code => self.code,
            Field::Title => Some(self.title),
        };
        index.and_then(|index| self.names.get(index)).filter(|name| !name.is_empty()).cloned()
    }

    /// The columns that have a name and that nothing is done with.
    pub(super) fn unknown_names(&self) -> impl Iterator<Item = &str> {
        let unknown =
            self.names.iter().enumerate().filter(|(index, name)| !self.is_known(*index) && !name.is_empty());
        unknown.map(|(_, name)| name.as_str())
    }

    /// A column without a name and without a meaning.
    pub(super) fn is_unnamed(&self, index: usize) -> bool {
        !self.is_known(index) && self.names.get(index).is_some_and(String::is_empty)
    }

    fn is_known(&self, index: usize) -> bool {
        [self.axis, self.objective, self.code, Some(self.title)].contains(&Some(index))
    }

    /// The row seen through the columns.
    pub(super) fn view<'a>(&self, row: &'a Row) -> View<'a> {
        let straight = self.view_from(row, 0);
        let shifted = self.view_from(row, 1);
        let lost_its_first_cell =
            self.axis == Some(0) && row.cells.len() < self.width() && is_compound_code(straight.axis);
        if lost_its_first_cell && is_compound_code(shifted.code) && !shifted.title.is_empty() {
            shifted
        } else {
            straight
        }
    }

    /// The same, for a row that lost its `shift` first cells, empty ones that a copy or an editor trimmed.
    fn view_from<'a>(&self, row: &'a Row, shift: usize) -> View<'a> {
        let cell = |index: Option<usize>| {
            index.and_then(|index| index.checked_sub(shift)).map_or("", |index| row.cell(index))
        };
        View {
            axis: cell(self.axis),
            objective: cell(self.objective),
            code: cell(self.code),
            title: cell(Some(self.title)),
            shift,
        }
    }
}

/// The cells of one row, by what they mean; an absent one is empty.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub axis: &'a str,
    pub objective: &'a str,
    pub code: &'a str,
    pub title: &'a str,
    /// By how many places the row is to be moved right to stand under its header.
    pub shift: usize,
}

/// A code of two numbers or more: a single one may be anything, a page number first of all.
pub(super) fn is_compound_code(cell: &str) -> bool {
    cell.parse().is_ok_and(|code: ActionCode| code.parts() > 1)
}

/// Whether a cell is the name of a column that the import understands.
pub(super) fn is_a_name(cell: &str) -> bool {
    !matches!(meaning(cell), Meaning::Unnamed | Meaning::Unknown)
}

fn meaning(name: &str) -> Meaning {
    const LITTLE_WORDS: [&str; 8] = ["de", "du", "des", "la", "le", "l", "d", "les"];
    let folded = fold(name);
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !LITTLE_WORDS.contains(word));
    let name = words.collect::<Vec<_>>().join(" ");
    let of_action =
        [" fiche action", " fiche", " action", " actions"].iter().find_map(|end| name.strip_suffix(end));
    match of_action.unwrap_or(&name) {
        "code" | "numero" | "no" | "n" | "num" | "ref" | "reference" => Meaning::Code,
        "intitule" | "titre" | "libelle" | "nom" => Meaning::Title,
        _ => match name.as_str() {
            "" => Meaning::Unnamed,
            "axe" | "axes" | "axe strategique" | "axes strategiques" | "numero axe" | "no axe" | "n axe" => {
                Meaning::Axis
            }
            "objectif"
            | "objectifs"
            | "objectif operationnel"
            | "objectifs operationnels"
            | "objectif strategique" => Meaning::Objective,
            "action" | "actions" | "fiche action" | "fiches action" | "fiches actions" => Meaning::Action,
            "fiche" | "fiches" => Meaning::Sheet,
            _ => Meaning::Unknown,
        },
    }
}

/// « 4.1 Préambule ..... 20 » belongs to a table of contents.
pub(super) fn is_contents_entry(text: &str) -> bool {
    let before_page = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let leaders = before_page.chars().rev().take_while(|c| matches!(c, '.' | '…' | '_' | ' ' | '\u{a0}'));
    leaders.map(|c| if c == '…' { 3 } else { usize::from(c == '.' || c == '_') }).sum::<usize>() >= 4
}
