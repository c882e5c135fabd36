//! Lines → [`Reading`]: what is the title, which rubric each line belongs to, what belongs to none.
use super::content::Content;
use super::furniture::{self, Furniture};
use super::heading::Opens;
use super::identity::Identity;
use super::line::{Line, Mark};
use super::outline::{Role, outline};
use super::sentence::{Width, goes_on, joined};
use super::source::Piece;
use super::table::lines_of;
use super::{Heading, LeftOut, Notice, Reading};
use crate::balance::model::Part;
use crate::text::{fold, plural};

/// A line longer than this is no title (characters).
const LONGEST_TITLE: usize = 250;

/// Reads a document.
pub(super) fn recognise(pieces: Vec<Piece>) -> Reading {
    let (lines, margins) = lines_of(pieces);
    let Furniture { lines, pages, running, repeated } = furniture::set_aside(lines);
    let width = Width::of(lines.iter().map(|line| line.whole.as_str()));
    let mut reader =
        Reader { reading: Reading::default(), width, running, gathered: Vec::new(), into: None, cut: false };
    let mut lines = lines;
    let roles = outline(&lines, width);
    let first = roles.iter().position(|role| matches!(role, Role::Heading { .. }));
    let rest = lines.split_off(first.unwrap_or(lines.len()));
    reader.top(lines, &repeated, first.is_some());
    let mut sections = Sections::default();
    for (line, role) in rest.into_iter().zip(roles.into_iter().skip(first.unwrap_or_default())) {
        reader.line(line, role, &mut sections);
    }
    reader.close();
    reader.tell(&pages, &margins);
    reader.reading
}

struct Reader {
    reading: Reading,
    width: Width,
    running: Vec<(usize, String)>,
    /// The lines of the rubric that is open.
    gathered: Vec<Line>,
    /// `None`: what is gathered is in no rubric.
    into: Option<Part>,
    /// A running title stood above the next line.
    cut: bool,
}

/// The rubrics that were met.
#[derive(Default)]
struct Sections {
    met: Vec<Part>,
    /// Another action begins: the rest is its own balance.
    other_action: bool,
}

impl Reader {
    /// What stands before the first rubric: title, axis and code; the rest is unclassified.
    fn top(&mut self, lines: Vec<Line>, repeated: &[String], has_rubrics: bool) {
        let mut rest: Vec<Line> = Vec::new();
        for line in lines {
            match Identity::at_the_top(&line.whole) {
                Some(said) if self.identify(&said, line.number) => {}
                Some(_) => {
                    let message = "Cette ligne dit autre chose que celles d’avant : elle est non classée.";
                    self.reading.warnings.push(Notice::at(line.number, message));
                    self.leave_out(&line);
                }
                None => rest.push(line),
            }
        }
        if has_rubrics && self.reading.title.is_none() {
            self.find_title(&mut rest, repeated);
        }
        for line in rest {
            self.leave_out(&line);
        }
    }

    /// Takes what a line says of the action; false when it says something else than the lines before.
    fn identify(&mut self, said: &Identity, line: usize) -> bool {
        let r = &mut self.reading;
        let other_axis = said.axis.is_some() && r.axis.is_some() && said.axis != r.axis;
        let other_code = said.code.is_some() && r.action.is_some() && said.code != r.action;
        let other_title = match (&said.title, &r.title) {
            (Some(new), Some(old)) => fold(new) != fold(old),
            _ => false,
        };
        if other_axis || other_code || other_title {
            return false;
        }
        r.axis = r.axis.or(said.axis);
        r.action = r.action.take().or_else(|| said.code.clone());
        r.title = r.title.take().or_else(|| said.title.clone());
        if let Some(title) = &said.axis_title {
            r.warnings.push(Notice::at(
                line,
                format!("« {title} » est le titre de l’axe : celui du plan est gardé."),
            ));
        }
        if let Some(kind) = &said.kind {
            r.warnings.push(Notice::at(
                line,
                format!("« {kind} » dit quel est ce document : rien n’en est repris."),
            ));
        }
        true
    }

    /// The title is the first heading, else the first line that is not repeated on each page.
    fn find_title(&mut self, rest: &mut Vec<Line>, repeated: &[String]) {
        let fits = |line: &Line| {
            let text = line.text.trim_end();
            !line.is_item() && !text.ends_with([':', ';', ',', '.']) && text.chars().count() <= LONGEST_TITLE
        };
        let runs = |line: &Line| repeated.contains(&fold(&line.whole));
        let found = rest
            .iter()
            .position(|line| fits(line) && line.heading_level().is_some() && !runs(line))
            .or_else(|| rest.iter().position(|line| fits(line) && !runs(line)))
            .or_else(|| rest.iter().position(fits));
        let Some(at) = found else { return };
        let mut title = rest.remove(at);
        let mut before = title.whole.clone();
        while let Some(next) = rest.get(at)
            && next.mark == Mark::Nothing
            && !next.apart
            && fits(next)
            && goes_on(&before, &next.text, self.width)
        {
            let next = rest.remove(at);
            joined(&mut title.text, &next.text);
            before = next.whole;
        }
        self.reading.title = Some(title.text.replace("**", "").replace("__", "").trim().to_owned());
    }

    fn line(&mut self, line: Line, role: Role, sections: &mut Sections) {
        if self.repeats_the_top(&line, sections) {
            self.cut = true;
            return;
        }
        let new_page = line.new_page || std::mem::take(&mut self.cut);
        let line = Line { new_page, ..line };
        match role {
            Role::Heading { opens, said } if !sections.other_action => {
                self.open(&line, &opens, said, sections)
            }
            Role::Unknown => {
                self.close();
                self.into = None;
                let message = format!(
                    "« {} » n’est pas une rubrique du bilan : ce qui suit est non classé. Rangez-le vous-même si besoin.",
                    shown(&line.text)
                );
                self.reading.warnings.push(Notice::at(line.number, message));
                self.gathered.push(line);
            }
            Role::Heading { .. } | Role::Text => self.gathered.push(line),
        }
    }

    fn open(&mut self, line: &Line, opens: &Opens, said: Option<String>, sections: &mut Sections) {
        self.close();
        let rubrics = opens.parts().iter().map(|part| part.word()).collect();
        self.reading.headings.push(Heading { line: line.number, text: line.whole.clone(), rubrics });
        self.into = opens.direct();
        match self.into {
            Some(part) => {
                if sections.met.contains(&part) && !self.reading.content(part).is_empty() {
                    let message =
                        format!("La rubrique « {} » revient : la suite lui est ajoutée.", part.label());
                    self.reading.warnings.push(Notice::at(line.number, message));
                }
                sections.met.push(part);
            }
            None => {
                let message = format!(
                    "« {} » couvre plusieurs rubriques : ce qui n’y est pas sous un titre plus précis est non classé.",
                    shown(&line.text)
                );
                self.reading.warnings.push(Notice::at(line.number, message));
            }
        }
        if let Some(text) = said {
            let whole = text.clone();
            self.gathered.push(Line { mark: Mark::Nothing, text, whole, apart: true, ..line.clone() });
        }
    }

    /// Whether a line in the middle of the rubrics only says again what the top of the document says. One that says
    /// another action begins another balance.
    fn repeats_the_top(&mut self, line: &Line, sections: &mut Sections) -> bool {
        if line.is_item() || sections.other_action {
            return false;
        }
        let title = self.reading.title.as_deref().map(fold);
        if title.is_some() && title == Some(fold(&line.text.replace("**", ""))) {
            self.running.push((line.number, line.whole.clone()));
            return true;
        }
        let Some(said) = Identity::announced(&line.whole) else { return false };
        let r = &self.reading;
        let again = |new: bool, same: bool| !new || same;
        let same = again(said.axis.is_some(), said.axis == r.axis)
            && again(said.code.is_some(), said.code == r.action)
            && again(said.title.is_some(), said.title.as_deref().map(fold) == title);
        if same && (said.axis.is_some() || said.code.is_some()) {
            self.running.push((line.number, line.whole.clone()));
            return true;
        }
        if r.action.is_some() && said.code.is_some() && said.code != r.action {
            self.close();
            self.into = None;
            sections.other_action = true;
            let message =
                "Une autre action commence ici. Importez son bilan à part, puis celui-ci sans elle.";
            self.reading.errors.push(Notice::at(line.number, message));
            return false;
        }
        line.apart && self.identify(&said, line.number)
    }

    /// Puts what was gathered in its rubric.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.gathered);
        match self.into {
            Some(part) => {
                let mut content = std::mem::take(self.reading.content_mut(part));
                content.append(&lines, self.width);
                *self.reading.content_mut(part) = content;
            }
            None => lines.iter().for_each(|line| self.leave_out(line)),
        }
    }

    fn leave_out(&mut self, line: &Line) {
        if !line.text.is_empty() {
            self.reading.unclassified.push(LeftOut { line: line.number, text: line.whole.clone() });
        }
    }

    /// Says what was set aside, and what is missing.
    fn tell(&mut self, pages: &[(usize, String)], margins: &[String]) {
        let r = &mut self.reading;
        for (set_aside, what) in
            [(pages, "numéro de page"), (&self.running, "titre répété d’une page à l’autre")]
        {
            let message = |text: &str| format!("« {} » est laissé de côté : {what}.", text);
            r.warnings.extend(set_aside.iter().map(|(line, text)| Notice::at(*line, message(text))));
        }
        for text in margins {
            let message = format!(
                "« {text} » est en marge du document (en-tête, pied de page ou note) : à reprendre s’il le faut."
            );
            r.warnings.push(Notice::of_all(message));
        }
        r.unclassified.sort_by_key(|left| left.line);
        if r.headings.is_empty() {
            r.errors.push(Notice::of_all(
                "Aucune rubrique n’est reconnue. Mettez leurs titres chacun sur une ligne : « Action menée », « Résultats et \
                 impacts », « Leviers », « Freins », « Perspectives ».",
            ));
            return;
        }
        let empty: Vec<&str> = Part::ALL
            .iter()
            // results without impacts are what « Résultats et impacts » gives
            .filter(|part| r.content(**part) == &Content::default() && **part != Part::Impacts)
            .map(|part| part.label())
            .collect();
        if !empty.is_empty() {
            let message = format!(
                "{} : « {} ». Vous pourrez compléter le bilan après l’import.",
                plural(empty.len(), "Rubrique absente ou vide", "Rubriques absentes ou vides"),
                empty.join(" », « ")
            );
            r.warnings.push(Notice::of_all(message));
        }
        if r.title.is_none() {
            r.warnings.push(Notice::of_all("Le titre de l’action n’est pas trouvé."));
        }
        if r.action.is_none() {
            r.warnings
                .push(Notice::of_all("Le code de l’action n’est pas dit : choisissez l’action vous-même."));
        }
        r.warnings.sort_by_key(|notice| notice.line.unwrap_or(usize::MAX));
    }
}

fn shown(text: &str) -> String {
    text.replace("**", "").trim_end_matches([' ', '\u{a0}', ':']).to_owned()
}
