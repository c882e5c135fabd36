//! The exported table, edited: what each cell that was changed, emptied or cleared does.

use super::*;
use rust_xlsxwriter::{Formula, Workbook, XlsxError};

const NAMES: [&str; 5] = ["Axe", "Numéro", "Intitulé", "Confiance déclarée", "Objectif"];
const LINES: [[&str; 5]; 2] = [
    ["Axe 1", "1.1", "Repérer", "Non renseignée", "Savoir"],
    ["Sans axe", "1.2", "Former", "Objectifs sécurisés", ""],
];

/// The table of plan 7, whose lines are 1 and 2, with these cells instead of those that were exported.
fn sent_back(edits: &[(usize, &str, &str)]) -> PlanTable {
    let mut lines = LINES.map(|line| line.map(str::to_owned));
    for (line, name, text) in edits {
        let place = NAMES.iter().position(|known| known == name).unwrap_or_default();
        lines[*line - 1][place] = (*text).to_owned();
    }
    let lines: Vec<(usize, [String; 5])> = (1..).zip(lines).collect();
    read_plan(&workbook(&lines).unwrap_or_default())
}

fn workbook(lines: &[(usize, [String; 5])]) -> Result<Vec<u8>, XlsxError> {
    let json = |texts: &[&str]| serde_json::to_string(texts).unwrap_or_default();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "PRST 3 : tableau synthétique")?;
    sheet.write_row(2, 0, NAMES)?.write(2, 5, IDENTIFIER)?;
    for (row, (id, cells)) in (3..).zip(lines) {
        sheet.write_row(row, 0, cells)?.write(row, 5, format!("{id}"))?;
        for (column, _) in (0..).zip(cells).filter(|(_, cell)| *cell == "=REF") {
            sheet.write_formula(row, column, Formula::new("=#REF!").set_result("#REF!"))?;
        }
    }
    let kept = book.add_worksheet().set_name(KEPT_SHEET)?;
    kept.set_hidden(true).write_row(0, 0, [MARK, "7", &json(&NAMES)])?;
    for (row, line) in (1..).zip(LINES) {
        kept.write_row(row, 0, [row.to_string(), json(&line)])?;
    }
    book.save_to_buffer()
}

/// The plan as it was when it was exported.
fn plan() -> Vec<ExistingAction<u32>> {
    let facts = |axis, code: &str, title: &str, objective: Option<&str>| Facts {
        code: code.parse().ok(),
        title: title.into(),
        axis,
        objective: objective.map(str::to_owned),
    };
    vec![
        ExistingAction { id: 1, facts: facts(Some(AxisKey::Numbered(1)), "1.1", "Repérer", Some("Savoir")) },
        ExistingAction { id: 2, facts: facts(None, "1.2", "Former", None) },
    ]
}

/// « Intitulé : Some("a") → Some("b") » for each field that would change.
fn changes(table: &PlanTable, plan: &[ExistingAction<u32>]) -> Vec<String> {
    let report = report(table, &compare(table, plan), None);
    assert_eq!((report.errors.len(), report.created.len()), (0, 0), "{:?}", report.errors);
    let fields = report.changed.iter().flat_map(|changed| &changed.fields);
    fields
        .map(|f| {
            format!(
                "{} {:?} {:?}",
                f.field.label(),
                f.before.as_deref().unwrap_or("–"),
                f.after.as_deref().unwrap_or("–")
            )
        })
        .collect()
}

#[test]
fn what_was_not_touched_or_was_emptied_changes_nothing() {
    for edits in [&[][..], &[(1, "Axe", ""), (1, "Intitulé", ""), (1, "Objectif", ""), (2, "Numéro", "")]] {
        let table = sent_back(edits);
        assert_eq!(changes(&table, &plan()), Vec::<String>::new());
        assert_eq!((table.warnings.len(), table.exported_from.as_deref()), (0, Some("7")));
        assert!(table.actions.iter().all(|action| action.exported.is_some()));
    }
}

#[test]
fn each_cell_that_was_changed_is_one_change() {
    let table = sent_back(&[
        (1, "Intitulé", "Mieux repérer"),
        (1, "Numéro", "1.3"),
        (2, "Axe", "Axe 2"),
        (2, "Objectif", "Agir"),
    ]);
    assert_eq!(
        changes(&table, &plan()),
        [
            "Numéro \"1.1\" \"1.3\"",
            "Intitulé \"Repérer\" \"Mieux repérer\"",
            "Axe \"–\" \"Axe 2\"",
            "Objectif \"–\" \"Agir\"",
        ]
    );
}

#[test]
fn a_mark_clears_what_may_be_cleared() {
    let table =
        sent_back(&[(1, "Axe", "sans axe"), (1, "Objectif", "[Effacer]"), (1, "Intitulé", "[effacer]")]);
    assert_eq!(changes(&table, &plan()), ["Axe \"Axe 1\" \"–\"", "Objectif \"Savoir\" \"–\""]);
    assert!(table.warnings.iter().any(|warning| warning.message.contains("ne s’efface pas")));
}

#[test]
fn a_cell_that_the_plan_changed_too_is_a_conflict_and_an_untouched_one_is_not() {
    let mut moved = plan();
    moved[0].facts.title = "Repérer, dit autrement".into();
    moved[1].facts.title = "Former, dit autrement".into();
    let table = sent_back(&[(1, "Intitulé", "Mieux repérer")]);
    assert_eq!(changes(&table, &moved), Vec::<String>::new());
    let conflicts = compare(&table, &moved).conflicts;
    assert_eq!(
        conflicts.iter().map(|c| (c.line, c.field, c.why)).collect::<Vec<_>>(),
        [(4, Field::Title, Why::ChangedMeanwhile)]
    );
    // both changed it alike
    assert_eq!(compare(&sent_back(&[(1, "Intitulé", "Repérer, dit autrement")]), &moved).conflicts, []);
}

#[test]
fn a_number_of_another_action_is_not_taken() {
    let mut more = plan();
    more.push(ExistingAction { id: 3, facts: Facts { code: "1.9".parse().ok(), ..more[0].facts.clone() } });
    let table = sent_back(&[(1, "Numéro", "1.9")]);
    assert_eq!(changes(&table, &more), Vec::<String>::new());
    assert_eq!(compare(&table, &more).conflicts.iter().map(|c| c.why).collect::<Vec<_>>(), [Why::Taken]);
}

#[test]
fn what_is_declared_elsewhere_is_a_warning_that_says_where() {
    let table = sent_back(&[(1, "Confiance déclarée", "Objectifs compromis")]);
    assert_eq!(changes(&table, &plan()), Vec::<String>::new());
    let told: Vec<_> =
        table.warnings.iter().map(|w| (w.line, w.message.contains("faites le point sur la fiche"))).collect();
    assert_eq!(told, [(Some(4), true)]);
    assert_eq!(sent_back(&[(1, "Confiance déclarée", "")]).warnings, []);
}

#[test]
fn lines_are_known_by_their_identifier_wherever_they_are_and_whatever_the_plan() {
    let mut lines: Vec<(usize, [String; 5])> = (1..).zip(LINES.map(|line| line.map(str::to_owned))).collect();
    lines.reverse();
    lines[0].1[2] = "Former mieux".to_owned();
    let mut copy = lines[0].clone(); // a line copied to make another one
    (copy.1[1], copy.1[2]) = ("1.4".to_owned(), "Une de plus".to_owned());
    lines.insert(0, copy);
    let table = read_plan(&workbook(&lines).unwrap_or_default());
    let outcomes: Vec<_> = compare(&table, &plan())
        .outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Created => "created".to_owned(),
            Outcome::Changed { id, .. } => format!("{id} changed"),
            Outcome::Unchanged { id } => format!("{id} unchanged"),
        })
        .collect();
    assert_eq!(outcomes, ["created", "2 changed", "1 unchanged"]);
    let mut elsewhere = sent_back(&[]);
    elsewhere.forget_export("8");
    assert!(elsewhere.actions.iter().all(|action| action.exported.is_none()));
    assert_eq!(elsewhere.warnings.len(), 1);
}

#[test]
fn a_formula_that_fails_leaves_the_cell_as_it_was_and_is_said() {
    let mut lines = LINES.map(|line| line.map(str::to_owned));
    lines[0][2] = "=REF".into();
    let lines: Vec<(usize, [String; 5])> = (1..).zip(lines).collect();
    let table = read_plan(&workbook(&lines).unwrap_or_default());
    assert_eq!(changes(&table, &plan()), Vec::<String>::new());
    assert!(table.warnings.iter().any(|notice| notice.message.contains("#REF!")), "{:?}", table.warnings);
}
