//! The table as a file: exactly the filtered view, with its date and its filters.
use chrono::{DateTime, Utc};
use rust_xlsxwriter::{DocProperties, Format, Workbook, XlsxError};

use super::model::{Filter, Line, extent};
use super::round_trip;
use crate::action_sheet::life::{Phase, Status};
use crate::plan::model::{Plan, axis_name};
use crate::progress::model::Confidence;
use crate::session::Session;
use crate::when;

/// The columns, in order, for the spreadsheet and for Excel in French.
pub const COLUMNS: [&str; 26] = [
    "Axe",
    "Numéro",
    "Intitulé",
    "État",
    "Phase",
    "Depuis",
    "Jusqu’au",
    "Motif",
    "Pilotes",
    "Confiance déclarée",
    "Dernier point",
    "Âge (jours)",
    "Silencieuse",
    "Ce qui bloque",
    "Jalons faits",
    "Jalons en retard",
    "Jalons prévus",
    "Prochain jalon",
    "Échéance",
    "Dernier jour",
    "Livrables remis",
    "Livrables en retard",
    "Livrables prévus",
    "Livrables abandonnés",
    "Prochain livrable",
    "Échéance du livrable",
];
/// The same columns for machines.
const OPEN_DATA: [&str; 26] = [
    "axe",
    "numero",
    "intitule",
    "etat",
    "phase",
    "depuis",
    "jusqu_au",
    "motif",
    "pilotes",
    "confiance",
    "dernier_point",
    "age_jours",
    "silencieuse",
    "obstacle",
    "jalons_faits",
    "jalons_en_retard",
    "jalons_prevus",
    "prochain_jalon",
    "echeance",
    "dernier_jour",
    "livrables_remis",
    "livrables_en_retard",
    "livrables_prevus",
    "livrables_abandonnes",
    "prochain_livrable",
    "echeance_du_livrable",
];

/// A day as French spreadsheets show it.
const DAY: &str = "%d/%m/%Y";

/// The view, and when and how it was made.
pub struct View<'a> {
    pub session: &'a Session,
    pub plan: &'a Plan,
    pub filter: &'a Filter,
    pub lines: &'a [Line],
}

enum Cell {
    Text(String),
    Day(Option<chrono::NaiveDate>),
    Count(Option<i64>),
}

impl View<'_> {
    /// `auvergne-rhone-alpes-prst-3-tableau-2026-03-16.xlsx`
    pub fn file_name(&self, extension: &str) -> String {
        format!("{}-{}-tableau-{}.{extension}", self.plan.region_slug, self.plan.slug, self.session.today)
    }

    /// « PRST 3, Auvergne-Rhône-Alpes : tableau synthétique au 16 mars 2026 · filtres : axe 2 »
    fn legend(&self) -> String {
        let filters = self.filter.in_words();
        let filters = if filters.is_empty() { "aucun".to_owned() } else { filters.join(", ") };
        let scope = self.session.actor.scope(&self.plan.place());
        let extent = scope.ok().as_ref().and_then(extent).map(|of| format!(" · {of}")).unwrap_or_default();
        let demonstration =
            if self.session.demonstration { " · démonstration, données inventées" } else { "" };
        format!(
            "{}, {} : tableau synthétique au {}{extent} · filtres : {filters}{demonstration}",
            self.plan.name,
            self.plan.region,
            when::date(self.session.today)
        )
    }

    fn cells(&self, line: &Line) -> [Cell; 26] {
        let day = |at: DateTime<Utc>| at.with_timezone(&self.session.time_zone).date_naive();
        let (until, motive) = match &line.status {
            Status::Paused(_, pause) => (pause.until, pause.reason.clone()),
            Status::Abandoned { motive } => (None, motive.clone()),
            Status::Emergent(now) => (Some(now.last_day), now.reason.clone()),
            Status::Expired(last_day) => (Some(*last_day), String::new()),
            Status::Open(_) | Status::Closed => (None, String::new()),
        };
        let pilots = line
            .pilots
            .iter()
            .map(|(name, organisation)| {
                organisation.as_ref().map_or_else(|| name.clone(), |o| format!("{name} ({o})"))
            })
            .collect::<Vec<_>>()
            .join(", ");
        let update = line.update_at.map(day);
        let count = |count: usize| Cell::Count(i64::try_from(count).ok());
        let next = line.milestones.next.as_ref();
        let next_deliverable = line.deliverables.next.as_ref();
        [
            Cell::Text(axis_name(line.axis)),
            Cell::Text(line.code.clone().unwrap_or_default()),
            Cell::Text(line.title.clone()),
            Cell::Text(line.status.label().into()),
            Cell::Text(line.status.phase().map_or("", Phase::label).into()),
            Cell::Day(Some(day(line.status_since))),
            Cell::Day(until),
            Cell::Text(motive),
            Cell::Text(if line.is_orphan() { "sans pilote".into() } else { pilots }),
            Cell::Text(line.confidence.map_or("Non renseignée", Confidence::label).into()),
            Cell::Day(update),
            Cell::Count(update.map(|d| (self.session.today - d).num_days())),
            Cell::Text(
                if line.is_silent(self.session.today, self.session.time_zone) { "oui" } else { "non" }.into(),
            ),
            Cell::Text(line.obstacle.clone()),
            count(line.milestones.done),
            count(line.milestones.late),
            count(line.milestones.planned),
            Cell::Text(next.map(|(title, _)| title.clone()).unwrap_or_default()),
            Cell::Text(next.map(|(_, due)| due.to_string()).unwrap_or_default()),
            Cell::Day(next.map(|(_, due)| due.days().1)),
            count(line.deliverables.done),
            count(line.deliverables.late),
            count(line.deliverables.planned),
            count(line.deliverables.given_up),
            Cell::Text(next_deliverable.map(|(title, _)| title.clone()).unwrap_or_default()),
            Cell::Text(next_deliverable.map(|(_, due)| due.to_string()).unwrap_or_default()),
        ]
    }

    /// A workbook: the legend, a frozen header with filters, typed dates and numbers. Texts stay texts, even `=1+1`.
    ///
    /// # Errors
    /// When a text is longer than a cell may hold.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        const HEADER: u32 = 2;
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_title(self.legend()).set_author("Prisme"));
        let sheet = workbook.add_worksheet().set_name("Tableau synthétique")?;
        let (bold, date, wrap) = (
            Format::new().set_bold(),
            Format::new().set_num_format("dd/mm/yyyy"),
            Format::new().set_text_wrap(),
        );
        sheet.write_with_format(0, 0, self.legend(), &bold)?;
        for (column, (name, width)) in (0u16..).zip(COLUMNS.iter().zip([
            9, 9, 48, 14, 11, 11, 11, 30, 32, 22, 12, 10, 11, 40, 8, 8, 8, 32, 14, 11, 9, 9, 9, 11, 32, 14,
        ])) {
            sheet.write_with_format(HEADER, column, *name, &bold)?;
            sheet.set_column_width(column, width)?;
        }
        let extra = u16::try_from(COLUMNS.len()).unwrap_or(u16::MAX - 1);
        round_trip::head(sheet, HEADER, extra, &bold)?;
        let lines = self.lines.iter().map(|line| (line, self.cells(line))).collect::<Vec<_>>();
        for (row, (line, cells)) in (HEADER + 1..).zip(&lines) {
            round_trip::identify(sheet, row, extra, line, &wrap)?;
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(text) => sheet.write_string_with_format(row, column, text, &wrap)?,
                    Cell::Day(Some(day)) => sheet.write_date_with_format(row, column, day, &date)?,
                    Cell::Count(Some(count)) => sheet.write(row, column, *count)?,
                    Cell::Day(None) | Cell::Count(None) => sheet,
                };
            }
        }
        let last = HEADER + u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        sheet.autofilter(HEADER, 0, last.max(HEADER + 1), extra + 1)?;
        sheet.set_freeze_panes(HEADER + 1, 3)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_repeat_rows(HEADER, HEADER)?;
        let said = lines.into_iter().map(|(line, cells)| {
            let cells = cells.into_iter().map(|cell| plain(cell, DAY));
            (line, cells.chain(line.objective.clone()).collect())
        });
        let names: Vec<&str> = COLUMNS.into_iter().chain(round_trip::EXTRA.into_iter().take(1)).collect();
        round_trip::keep(&mut workbook, self.plan, &names, said)?;
        // who waits for it counts more than its last bytes
        workbook.set_zip_compression_level(2);
        workbook.save_to_buffer()
    }

    /// For Excel in French: semicolons, UTF-8 with BOM, CRLF, dates as 16/03/2026; the legend is the first line.
    ///
    /// # Errors
    /// Never in practice: it writes to memory.
    pub fn french_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record([harmless(&self.legend())])?;
        writer.write_record(COLUMNS)?;
        for line in self.lines {
            writer.write_record(self.cells(line).map(|cell| written(cell, DAY)))?;
        }
        writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
    }

    /// For machines: commas, no BOM, ISO dates, one header, names without accents.
    ///
    /// # Errors
    /// Never in practice: it writes to memory.
    pub fn open_data(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(OPEN_DATA)?;
        for line in self.lines {
            writer.write_record(self.cells(line).map(|cell| written(cell, "%Y-%m-%d")))?;
        }
        writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
    }
}

fn written(cell: Cell, date: &str) -> String {
    match cell {
        Cell::Text(text) => harmless(&text),
        other => plain(other, date),
    }
}

/// The cell as a text.
fn plain(cell: Cell, date: &str) -> String {
    match cell {
        Cell::Text(text) => text,
        Cell::Day(day) => day.map(|d| d.format(date).to_string()).unwrap_or_default(),
        Cell::Count(count) => count.map(|n| n.to_string()).unwrap_or_default(),
    }
}

/// A text that a spreadsheet does not take for a formula (OWASP: CSV injection), even where it takes a separator in it
/// for the end of a cell: Excel in French splits at semicolons whatever the file's own separator.
fn harmless(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for c in text.chars() {
        if begins && ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'].contains(&c) {
            written.push('\'');
        }
        begins = [';', '\t', '\n', '\r'].contains(&c);
        written.push(c);
    }
    written
}
