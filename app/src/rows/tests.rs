use chrono::{DateTime, NaiveDate};

use super::due::{Due, Standing};
use super::model::{Gender, Noun};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn due(dues: &[&str]) -> Due {
    let dues = dues.iter().map(|due| Due::from(due.parse::<crate::vague::When>().unwrap()));
    dues.reduce(|known, next| next.over(known, DateTime::UNIX_EPOCH, "P")).unwrap()
}

#[test]
fn it_is_late_only_after_the_end_of_what_was_said() {
    let quarter = due(&["T2 2026"]);
    assert_eq!(quarter.standing(day("2026-06-30")), Standing::Planned);
    assert_eq!(quarter.standing(day("2026-07-01")), Standing::Late);
}

#[test]
fn only_a_later_end_counts_as_put_off() {
    for (dues, says) in [
        (&["juin 2026"][..], ""),
        (&["juin 2026", "30/06/2026"], ""),
        (&["juin 2026", "mai 2026"], ""),
        (&["juin 2026", "T3 2026"], "repoussé 1 fois"),
        (&["juin 2026", "T3 2026", "mai 2026", "2026"], "repoussé 2 fois"),
    ] {
        assert_eq!(due(dues).postponed(), says, "{dues:?}");
    }
}

#[test]
fn a_date_that_is_said_again_is_no_move() {
    assert_eq!(due(&["juin 2026", "juin 2026"]).past, []);
    assert_eq!(due(&["juin 2026", "T3 2026", "juin 2026"]).past.len(), 2);
}

#[test]
fn a_noun_agrees_and_elides() {
    let milestone = Noun { one: "jalon", many: "jalons", gender: Gender::Masculine };
    assert_eq!(
        [milestone.a(), milestone.the(), milestone.this(), milestone.no()],
        ["un jalon", "le jalon", "ce jalon", "aucun jalon"]
    );
    let indicator = Noun { one: "indicateur", many: "indicateurs", gender: Gender::Masculine };
    assert_eq!([indicator.the(), indicator.this()], ["l’indicateur", "cet indicateur"]);
    let step = Noun { one: "étape", many: "étapes", gender: Gender::Feminine };
    assert_eq!(
        [step.a(), step.the(), step.this(), step.no(), step.past("enregistré")],
        ["une étape", "l’étape", "cette étape", "aucune étape", "enregistrée"]
    );
}
