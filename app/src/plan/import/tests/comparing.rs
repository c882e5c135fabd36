//! The table against the plan.

use super::*;

fn code(text: &str) -> Option<ActionCode> {
    text.parse().ok()
}

fn existing(id: u32, code_or_nothing: &str, title: &str, axis: u16) -> ExistingAction<u32> {
    let facts = Facts {
        code: code(code_or_nothing),
        title: title.to_owned(),
        axis: Some(AxisKey::Numbered(axis)),
        objective: None,
    };
    ExistingAction { id, facts }
}

/// The plan once the import was applied, as the caller would do it.
pub(super) fn applied(table: &PlanTable, plan: &[ExistingAction<u32>]) -> Vec<ExistingAction<u32>> {
    let mut after = plan.to_vec();
    let mut next = plan.iter().map(|action| action.id).max().unwrap_or_default();
    for (action, outcome) in table.actions.iter().zip(compare(table, plan).outcomes) {
        match outcome {
            Outcome::Created => {
                next += 1;
                after.push(ExistingAction { id: next, facts: action.facts.clone() });
            }
            Outcome::Changed { id, becomes, .. } => {
                after.iter_mut().filter(|old| old.id == id).for_each(|old| old.facts = becomes.clone())
            }
            Outcome::Unchanged { .. } => {}
        }
    }
    after
}

#[test]
fn importing_twice_changes_nothing() {
    let table = read("Axe;N°;Intitulé\nAxe 1;1.1;L’amiante\n;1.2;Agir\nAxe 2;;Sans numéro");
    let plan = applied(&table, &[]);
    assert_eq!(plan.len(), 3);
    assert_eq!(
        compare(&table, &plan).outcomes,
        [Outcome::Unchanged { id: 1 }, Outcome::Unchanged { id: 2 }, Outcome::Unchanged { id: 3 }]
    );
}

#[test]
fn what_changed_is_shown_before_and_after() {
    let table = read("Axe;N°;Objectif;Intitulé\n2;1.1;Former;Évaluer");
    let report = report(&table, &compare(&table, &[existing(7, "1.1", "Evaluer", 1)]), Some("PRST 3"));
    let change = |field, before: Option<&str>, after: &str| FieldChange {
        field,
        before: before.map(str::to_owned),
        after: Some(after.to_owned()),
    };
    let expected = [
        change(Field::Title, Some("Evaluer"), "Évaluer"),
        change(Field::Axis, Some("Axe 1"), "Axe 2"),
        change(Field::Objective, None, "Former"),
    ];
    assert!(
        matches!(report.changed.as_slice(), [changed] if changed.fields == expected),
        "{:?}",
        report.changed
    );
    assert_eq!(report.against.as_deref(), Some("PRST 3"));
}

#[test]
fn an_empty_cell_never_erases() {
    let table = read("N°;Intitulé\n1.1;Agir");
    let mut plan = [existing(7, "1.1", "Agir", 1)];
    plan.iter_mut().for_each(|action| action.facts.objective = Some("Former".to_owned()));
    assert_eq!(compare(&table, &plan).outcomes, [Outcome::Unchanged { id: 7 }]);
}

#[test]
fn another_apostrophe_or_space_is_not_a_change() {
    let table = read("Axe;N°;Intitulé\n1;1.1;L’amiante\u{a0}: agir");
    assert_eq!(
        compare(&table, &[existing(7, "1.1", "L'amiante : agir", 1)]).outcomes,
        [Outcome::Unchanged { id: 7 }]
    );
}

#[test]
fn an_action_known_by_its_title_gains_its_code() {
    let table = read("Axe;N°;Intitulé\n1;1.1;PRÉVENIR l'amiante");
    let outcomes = compare(&table, &[existing(7, "", "Prévenir l’amiante", 1)]).outcomes;
    assert!(
        matches!(outcomes.as_slice(), [Outcome::Changed { id: 7, becomes, .. }] if becomes.code == code("1.1")),
        "{outcomes:?}"
    );
}

#[test]
fn an_action_that_the_table_names_without_its_code_keeps_it() {
    let table = read("Axe;Intitulé\n1;Agir");
    assert_eq!(compare(&table, &[existing(7, "1.1", "Agir", 1)]).outcomes, [Outcome::Unchanged { id: 7 }]);
    let two = [existing(7, "1.1", "Agir", 1), existing(8, "2.1", "Agir", 2)];
    assert_eq!(compare(&table, &two).outcomes, [Outcome::Created], "nothing says which one it is");
}

#[test]
fn what_the_table_does_not_name_is_listed_and_stays() {
    let table = read("Axe;N°;Intitulé\n1;1.1;Agir");
    let plan = [existing(7, "1.1", "Agir", 1), existing(8, "1.2", "Former", 1)];
    assert_eq!(compare(&table, &plan).left, plan.get(1..).unwrap_or_default());
    assert_eq!(applied(&table, &plan).len(), 2);
}

#[test]
fn the_report_is_the_json_that_the_command_line_prints() {
    let table = read("En tête\nAxe;N°;Intitulé\nAxe 1 : Prévenir;1.1;Agir\nAxe transversal;;Piloter");
    let json = serde_json::to_value(alone(&table)).unwrap_or_default();
    let mention = |line, code, title| serde_json::json!({ "line": line, "code": code, "title": title });
    assert_eq!(json["against"], serde_json::Value::Null);
    assert_eq!(
        json["axes"],
        serde_json::json!([
            { "number": 1, "title": "Prévenir", "transversal": false, "actions": 1 },
            { "number": null, "title": null, "transversal": true, "actions": 1 },
        ])
    );
    assert_eq!(
        json["actions"][0],
        serde_json::json!({ "line": 3, "axis": 1, "code": "1.1", "title": "Agir", "objective": null, "outcome": "created" })
    );
    assert_eq!(json["actions"][1]["axis"], "transversal");
    assert_eq!(
        json["created"],
        serde_json::json!([mention(3, Some("1.1"), "Agir"), mention(4, None, "Piloter")])
    );
    assert_eq!(json["ignored"], serde_json::json!([{ "line": 1, "text": "En tête" }]));
    assert_eq!(json["warnings"][0]["line"], 4);
    assert_eq!(json["warnings"][0]["column"], "N°");
    assert_eq!(serde_json::from_value::<Report>(json).ok(), Some(alone(&table)));
}
