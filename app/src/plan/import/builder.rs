//! What one row of the table says: the axis and the objective that it carries down, an action, or what is to be mended.

use super::axis::{Axis, is_no_axis};
use super::columns::{Columns, Field, View};
use super::compare::Key;
use super::{Action, Facts, IgnoredLine, MAX_ACTIONS, MAX_TITLE, Notice, PlanTable};
use crate::action_sheet::code::ActionCode;
use crate::cells::Row;
use crate::plan::model::AxisKey;
use crate::text::{first_line, fold};
use std::collections::HashMap;

/// In characters, when a message or the list of ignored lines quotes the input.
const EXCERPT: usize = 120;
/// Errors, or warnings, that are listed: whoever has more begins with these.
const LISTED: usize = 200;
/// A text made of headers has no end of unknown columns; nobody reads more.
const UNKNOWN_COLUMNS_MAX: usize = 100;

pub(super) struct TableBuilder<'a> {
    lines: &'a [&'a str],
    table: PlanTable,
    /// What a blank cell means: merged cells are written on their first row.
    axis: Option<AxisKey>,
    objective: Option<String>,
    /// Places in `table`, by what must not be there twice.
    axes: HashMap<AxisKey, usize>,
    actions: HashMap<Key, usize>,
    single_numbers: bool,
    full: bool,
}

impl<'a> TableBuilder<'a> {
    pub(super) fn new(lines: &'a [&'a str]) -> Self {
        Self {
            lines,
            table: PlanTable::default(),
            axis: None,
            objective: None,
            axes: HashMap::new(),
            actions: HashMap::new(),
            single_numbers: false,
            full: false,
        }
    }

    pub(super) fn understood(&mut self, first: usize, last: usize) {
        self.table.understood.extend(first..=last);
    }

    pub(super) fn ignore(&mut self, first: usize, last: usize) {
        for line in first..=last {
            let text = self.lines.get(line - 1).copied().unwrap_or_default();
            if !text.trim().is_empty() {
                self.table.ignored.push(IgnoredLine { line, text: first_line(text, EXCERPT) });
            }
        }
    }

    pub(super) fn has_single_numbers(&self) -> bool {
        self.single_numbers
    }

    /// Another table: nothing is carried into it.
    pub(super) fn begin(&mut self, columns: &Columns) {
        self.axis = None;
        self.objective = None;
        for name in columns.unknown_names() {
            self.note_unknown(name.to_owned());
        }
    }

    /// Says which actions stand under no axis.
    pub(super) fn tell_missing_axes(&mut self) {
        let without_axis: Vec<&Action> =
            self.table.actions.iter().filter(|action| action.facts.axis.is_none()).collect();
        if let Some(first) = without_axis.first() {
            let message = match without_axis.len() {
                1 => "Une action n’a pas d’axe. Complétez la colonne « Axe », ou rattachez-la à un axe après l’import.".to_owned(),
                count => format!("{count} actions n’ont pas d’axe. Complétez la colonne « Axe », ou rattachez-les à un axe après l’import."),
            };
            self.table.warnings.push(Notice::at(first.line, None, message));
        }
    }

    pub(super) fn finished(mut self) -> PlanTable {
        self.table.ignored.sort_by_key(|ignored| ignored.line);
        if self.table.actions.is_empty() && self.table.errors.is_empty() {
            self.error_of_all("L’en-tête du tableau a été reconnu, mais aucune action ne le suit. Copiez aussi les lignes du tableau.");
        }
        for notices in [&mut self.table.errors, &mut self.table.warnings] {
            if let Some(more) = notices.len().checked_sub(LISTED).filter(|more| *more > 0) {
                notices.truncate(LISTED);
                notices.push(Notice::of_all(format!("Et {more} autres de la même source.")));
            }
        }
        self.table
    }

    pub(super) fn read_row(&mut self, row: &Row, columns: &Columns) {
        let view = columns.view(row);
        let line = row.first;
        let errors_before = self.table.errors.len();
        self.read_axis(view.axis, line, columns);
        self.read_objective(view.objective, line, columns);
        self.read_other_cells(&view, row, columns);
        if view.code.is_empty() && view.title.is_empty() {
            return; // a row for the axis or the objective alone
        }
        let code = self.read_code(view.code, line, columns);
        self.check_title(view.title, code.as_ref(), line, columns);
        if self.table.errors.len() == errors_before {
            let facts = Facts {
                code,
                title: view.title.to_owned(),
                axis: self.axis,
                objective: self.objective.clone(),
            };
            self.add(Action { line, facts, exported: None }, columns);
        }
    }

    fn read_axis(&mut self, cell: &str, line: usize, columns: &Columns) {
        let column = columns.name(Field::Axis);
        match Axis::read(cell) {
            _ if cell.is_empty() => {}
            _ if is_no_axis(cell) => self.axis = None,
            Some(axis) => self.enter(axis, line, column),
            None => {
                self.axis = None; // the rows below are not those of the axis above
                let cell = first_line(cell, EXCERPT);
                self.error(line, column, format!("« {cell} » n’est pas un axe. Écrivez « Axe 2 », « Axe 2 : son titre » ou « Axe transversal »."));
            }
        }
    }

    /// The axis that the next rows stand under. Its title need be written only once.
    pub(super) fn enter(&mut self, axis: Axis, line: usize, column: Option<String>) {
        if self.axis != Some(axis.key) {
            self.objective = None;
        }
        self.axis = Some(axis.key);
        if is_too_long(axis.title.as_deref()) {
            return self.error(line, column, too_long("ce titre d’axe"));
        }
        let place = *self.axes.entry(axis.key).or_insert(self.table.axes.len());
        let Some(known) = self.table.axes.get_mut(place) else {
            return self.table.axes.push(axis);
        };
        match (&known.title, axis.title) {
            (None, title) => known.title = title,
            (Some(kept), Some(other)) if fold(kept) != fold(&other) => {
                let kept = first_line(kept, EXCERPT);
                let message = format!(
                    "{} a déjà un autre titre, « {kept} », qui est gardé. Écrivez partout le même.",
                    axis.key
                );
                self.warn(line, column, message);
            }
            _ => {}
        }
    }

    /// Carried down as the axis is, until the axis changes.
    fn read_objective(&mut self, cell: &str, line: usize, columns: &Columns) {
        if is_too_long(Some(cell)) {
            self.error(line, columns.name(Field::Objective), too_long("cet objectif"));
        } else if !cell.is_empty() {
            self.objective = Some(cell.to_owned());
        }
    }

    fn read_code(&mut self, cell: &str, line: usize, columns: &Columns) -> Option<ActionCode> {
        if cell.is_empty() {
            return None;
        }
        match cell.parse() {
            Ok(code) => Some(code),
            Err(not_a_code) => {
                self.error(line, columns.name(Field::Code), format!("{not_a_code}"));
                None
            }
        }
    }

    fn check_title(&mut self, title: &str, code: Option<&ActionCode>, line: usize, columns: &Columns) {
        let column = columns.name(Field::Title);
        match code {
            Some(code) if title.is_empty() => {
                self.error(line, column, format!("Donnez un intitulé à l’action {code}."))
            }
            _ if is_too_long(Some(title)) => self.error(line, column, too_long("cet intitulé")),
            _ => {}
        }
    }

    /// Cells outside the known columns: those under the header are listed once, those beyond it are told each time.
    fn read_other_cells(&mut self, view: &View<'_>, row: &Row, columns: &Columns) {
        for (cell, index) in row.cells.iter().zip(view.shift..columns.width()) {
            if !cell.is_empty() && columns.is_unnamed(index) {
                self.note_unknown(format!("colonne {}", index + 1));
            }
        }
        let beyond = row.cells.get(columns.width()..).unwrap_or_default().join(" ");
        if !beyond.trim().is_empty() {
            let (cells, width, beyond) = (row.cells.len(), columns.width(), first_line(&beyond, EXCERPT));
            let message = format!(
                "Cette ligne a {cells} cellules pour {width} colonnes : « {beyond} » n’a pas été lu. Si l’intitulé contient le \
                 séparateur, mettez-le entre guillemets droits."
            );
            self.warn(row.first, None, message);
        }
    }

    pub(super) fn note_unknown(&mut self, name: String) {
        let unknown = &mut self.table.unknown_columns;
        if unknown.len() < UNKNOWN_COLUMNS_MAX && !unknown.contains(&name) {
            unknown.push(name);
        }
    }

    fn add(&mut self, action: Action, columns: &Columns) {
        let key = Key::of(&action.facts);
        if let Some(first) = self.actions.get(&key).and_then(|&place| self.table.actions.get(place)).cloned()
        {
            return self.tell_repeated(&action, &first, columns);
        }
        if self.table.actions.len() == MAX_ACTIONS {
            if !self.full {
                let message = format!(
                    "Il y a plus de {MAX_ACTIONS} actions : les suivantes n’ont pas été lues. Importez un seul plan à la fois."
                );
                self.error(action.line, None, message);
            }
            self.full = true;
            return;
        }
        self.tell_what_to_check(&action, columns);
        self.single_numbers |= action.facts.code.as_ref().is_some_and(|code| code.parts() == 1);
        self.actions.insert(key, self.table.actions.len());
        self.table.actions.push(action);
    }

    fn tell_repeated(&mut self, again: &Action, first: &Action, columns: &Columns) {
        let same =
            fold(&again.facts.title) == fold(&first.facts.title) && again.facts.axis == first.facts.axis;
        let line = first.line;
        match &again.facts.code {
            Some(code) if same => {
                self.warn(again.line, columns.name(Field::Code), format!("L’action {code} est déjà écrite ligne {line} : cette ligne-ci n’est pas lue."));
            }
            Some(code) => self.error(
                again.line,
                columns.name(Field::Code),
                format!("L’action {code} est déjà écrite ligne {line}, avec un autre intitulé ou sous un autre axe. Corrigez le numéro, ou gardez une seule ligne."),
            ),
            None if same => {
                self.warn(again.line, columns.name(Field::Title), format!("Cette action est déjà écrite ligne {line} : cette ligne-ci n’est pas lue."));
            }
            None => self.error(
                again.line,
                columns.name(Field::Title),
                format!("Cet intitulé est déjà écrit ligne {line}, sous un autre axe. Donnez un numéro à chaque action, ou un autre intitulé."),
            ),
        }
    }

    fn tell_what_to_check(&mut self, action: &Action, columns: &Columns) {
        match (&action.facts.code, action.facts.axis) {
            (Some(code), Some(AxisKey::Numbered(axis))) if code.parts() > 1 && code.first_number() != axis => self.warn(
                action.line,
                columns.name(Field::Code),
                format!("L’action {code} est écrite sous l’axe {axis} : c’est l’axe écrit qui est gardé. Vérifiez le numéro et l’axe."),
            ),
            (None, _) if columns.code.is_some() => self.warn(
                action.line,
                columns.name(Field::Code),
                "Cette action n’a pas de numéro : elle sera reconnue à son intitulé. Ajoutez le numéro si le plan en donne un.".to_owned(),
            ),
            _ => {}
        }
    }

    fn error(&mut self, line: usize, column: Option<String>, message: String) {
        self.table.errors.push(Notice::at(line, column, message));
    }

    pub(super) fn error_of_all(&mut self, message: &str) {
        self.table.errors.push(Notice::of_all(message));
    }

    fn warn(&mut self, line: usize, column: Option<String>, message: String) {
        self.table.warnings.push(Notice::at(line, column, message));
    }
}

fn is_too_long(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.chars().count() > MAX_TITLE)
}

fn too_long(what: &str) -> String {
    format!(
        "Raccourcissez {what} : {MAX_TITLE} caractères au plus. Le détail a sa place dans la fiche-action."
    )
}
