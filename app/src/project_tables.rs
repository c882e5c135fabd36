//! The project tables « Objectifs / Public » of a document, as its writers hand them in: a title merged over the table or
//! standing above it, lists in cells, HTML left by a converter. Pure; what is odd is said, what is not a project is left.

mod cell;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::cells::text_of;
use crate::personal;
use crate::text::{first_line, fold};
use cell::{ends_cut, entries, plain, runs_on};

/// Lines above a table among which its title is looked for.
const LOOK_BACK: usize = 4;
/// In characters, when a message quotes the source.
const EXCERPT: usize = 80;
/// Projects in one document: a real one has five.
const MAX_PROJECTS: usize = 99;
/// A document of more lines is not read: a programme has a few thousands.
const MAX_LINES: usize = 20_000;

/// What a document says of projects. To be written only when `errors` is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// In the order of the document.
    pub projects: Vec<Project>,
    pub errors: Vec<Notice>,
    pub warnings: Vec<Notice>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The line of its header, from 1.
    pub line: usize,
    /// « Projet 4 » is 4; none when the title gives no number.
    pub number: Option<u16>,
    pub title: String,
    pub goals: Vec<String>,
    pub publics: Vec<String>,
}

/// Something to say about the document, in French.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// From 1; none when it is about the whole.
    pub line: Option<usize>,
    pub message: String,
}

/// Reads a pasted text or a file. Never fails: what is wrong is in `errors`.
pub fn read_projects(bytes: &[u8]) -> Found {
    match text_of(bytes) {
        Ok(text) => read(&text),
        Err(unreadable) => {
            Found { errors: vec![Notice { line: None, message: unreadable.to_string() }], ..Found::default() }
        }
    }
}

fn read(text: &str) -> Found {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut found = Found::default();
    if lines.len() > MAX_LINES {
        let message = format!(
            "Ce document a {} lignes : {MAX_LINES} au plus sont lues. Copiez seulement les tableaux des projets.",
            lines.len()
        );
        found.errors.push(Notice { line: None, message });
        return found;
    }
    let mut at = 0;
    while at < lines.len() {
        match Columns::of(lines.get(at).copied().unwrap_or_default()) {
            Some(columns) if found.projects.len() < MAX_PROJECTS => at = found.table(&lines, at, columns),
            _ => at += 1,
        }
    }
    found.tell_repeated_numbers();
    // another table of the same document may follow workers one by one: nothing of it is read, and the reader is told
    if let Some(refusal) = personal::check_text(text) {
        let of_a_project = found.projects.iter().any(|project| project.line == refusal.line);
        let notice = |message| Notice { line: Some(refusal.line), message };
        if of_a_project || found.projects.is_empty() {
            return Found { errors: vec![notice(refusal.to_string())], ..Found::default() };
        }
        found.warnings.push(notice(format!("{} Rien de ce tableau n’est repris.", refusal.why())));
    }
    if found.projects.is_empty() {
        found.errors.push(Notice {
            line: None,
            message: "Aucun projet n’a été trouvé. Copiez les tableaux avec leur titre (« Projet 1 : son nom ») et leur en-tête \
                      « Objectifs » et « Public »."
                .to_owned(),
        });
    }
    found.warnings.sort_by_key(|warning| warning.line);
    found
}

/// Where goals and publics stand in a table.
#[derive(Clone, Copy)]
struct Columns {
    goals: usize,
    publics: usize,
}

impl Columns {
    fn of(line: &str) -> Option<Self> {
        let names: Vec<String> = cells(line).iter().map(|cell| fold(&plain(cell))).collect();
        let place = |wanted: [&str; 4]| names.iter().position(|name| wanted.contains(&name.as_str()));
        Some(Self {
            goals: place(["objectifs", "objectif", "objectifs du projet", "but"])?,
            publics: place(["public", "publics", "public cible", "publics cibles"])?,
        })
    }
}

/// The cells of a line, between tabs or bars.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        return line.split('\t').map(str::trim).collect();
    }
    let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
    if line.contains('|') { inside.split('|').map(str::trim).collect() } else { vec![line.trim()] }
}

/// The line under a Markdown header.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ' | '\t'))
}

/// « Projet 1 : Favoriser la coordination » : its number and its name, whatever marks stand around.
fn title(line: &str) -> Option<(Option<u16>, String)> {
    let text = plain(line);
    let rest = text
        .strip_prefix("Projet")
        .or_else(|| text.strip_prefix("PROJET"))
        .or_else(|| text.strip_prefix("Sous-action"))?;
    let rest = rest.trim_start().trim_start_matches("n°").trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, name) = rest.split_at(digits);
    let name = name.trim_start();
    let stripped = name.trim_start_matches([':', '–', '—', '-', '.']);
    let announces = name.len() != stripped.len();
    (announces && !stripped.trim().is_empty()).then(|| (number.parse().ok(), stripped.trim().to_owned()))
}

impl Found {
    /// Reads the table whose header is this line; returns the line after it.
    fn table(&mut self, lines: &[&str], header: usize, columns: Columns) -> usize {
        let line = header + 1;
        let mut project = Project { line, ..Project::default() };
        self.name(&mut project, lines, header);
        let mut next = header + 1;
        while let Some(row) = lines.get(next).filter(|row| !row.trim().is_empty()) {
            let row_cells = cells(row);
            if Columns::of(row).is_some() || row_cells.len() < 2 && !row.trim_start().starts_with('<') {
                break; // another table, or the text that follows this one
            }
            if title(row).is_some() && row_cells.iter().skip(1).all(|cell| cell.is_empty()) {
                break; // the title of the next one, merged over its columns
            }
            if !is_rule(row) {
                self.row(&mut project, &row_cells, columns, next + 1);
            }
            next += 1;
        }
        if project.goals.is_empty() {
            self.warn(line, "Ce projet n’a pas d’objectif.".to_owned());
        }
        if project.publics.is_empty() {
            self.warn(line, "Ce projet n’a pas de public.".to_owned());
        }
        self.check_caption(&project, lines, next);
        self.projects.push(project);
        next
    }

    /// The title is merged over the table, or stands above it.
    fn name(&mut self, project: &mut Project, lines: &[&str], header: usize) {
        let above = (0..header).rev().map(|at| (at, lines.get(at).copied().unwrap_or_default()));
        let mut above = above
            .filter(|(_, line)| !line.trim().is_empty())
            .take(LOOK_BACK)
            .take_while(|(_, line)| cells(line).len() < 2 || title(line).is_some());
        let Some((at, (number, name))) = above.find_map(|(at, line)| Some((at, title(line)?))) else {
            return self.warn(
                project.line,
                "Ce tableau n’a pas de titre « Projet 1 : son nom » : donnez-lui un nom.".to_owned(),
            );
        };
        let is_merged = at + 1 == header;
        if !is_merged {
            self.warn(
                project.line,
                format!(
                    "Le titre de ce projet est hors de son tableau, ligne {} : « {} ».",
                    at + 1,
                    first_line(&name, EXCERPT)
                ),
            );
        }
        project.number = number;
        project.title = name;
    }

    fn row(&mut self, project: &mut Project, cells: &[&str], columns: Columns, line: usize) {
        let goals = entries(cells.get(columns.goals).copied().unwrap_or_default());
        for goal in &goals {
            let quoted = first_line(&goal.text, EXCERPT);
            if ends_cut(&goal.text) {
                self.warn(line, format!("Cet objectif semble coupé : « {quoted} »."));
            }
            if !goal.in_list && goals.iter().any(|other| other.in_list) {
                self.warn(line, format!("Ce texte suit la liste des objectifs sans en être un point : « {quoted} ». Il est repris à la suite."));
            }
        }
        let publics = entries(cells.get(columns.publics).copied().unwrap_or_default());
        for public in &publics {
            let quoted = first_line(&public.text, EXCERPT);
            if runs_on(&public.text) {
                self.warn(line, format!("Plusieurs publics se suivent sans séparation : « {quoted} ». Ils sont gardés tels quels ; séparez-les."));
            }
            if public.text.ends_with("...") || public.text.ends_with('…') {
                self.warn(line, "La liste des publics s’arrête sur des points de suspension : complétez-la s’il en manque.".to_owned());
            }
        }
        project.goals.extend(goals.into_iter().map(|goal| goal.text));
        project.publics.extend(publics.into_iter().map(|public| public.text));
        // a cell beside the two columns would be lost without a word
        let others = cells
            .iter()
            .enumerate()
            .filter(|(place, cell)| ![columns.goals, columns.publics].contains(place) && !cell.is_empty());
        for (_, other) in others {
            self.warn(
                line,
                format!(
                    "Cette cellule n’est ni un objectif ni un public, et n’est pas lue : « {} ».",
                    first_line(&plain(other), EXCERPT)
                ),
            );
        }
    }

    /// A caption under the table may say another number than its title.
    fn check_caption(&mut self, project: &Project, lines: &[&str], after: usize) {
        let Some(caption) = lines.iter().skip(after).find(|line| !line.trim().is_empty()) else { return };
        let text = plain(caption);
        let said: String = text
            .strip_prefix("Projet")
            .map(|rest| rest.trim_start().chars().take_while(char::is_ascii_digit).collect())
            .unwrap_or_default();
        let is_caption = fold(&text).ends_with(&fold(&project.title)) && !project.title.is_empty();
        if let (true, Some(number), Ok(other)) = (is_caption, project.number, said.parse::<u16>())
            && number != other
        {
            self.warn(project.line, format!("Le titre dit « Projet {number} » et la légende « Projet {other} » : c’est le titre qui est gardé."));
        }
    }

    fn tell_repeated_numbers(&mut self) {
        let repeated: Vec<(usize, String)> = (0..).zip(&self.projects).filter_map(|(place, project): (usize, _)| {
            let number = project.number?;
            let first = self.projects.iter().take(place).find(|other| other.number == Some(number))?;
            Some((project.line, format!("Le numéro {number} est déjà celui du projet de la ligne {} : sans doute d’une autre action.", first.line)))
        }).collect();
        for (line, message) in repeated {
            self.warn(line, message);
        }
    }

    fn warn(&mut self, line: usize, message: String) {
        self.warnings.push(Notice { line: Some(line), message });
    }
}
