use proptest::prelude::*;

use super::model::*;
use crate::error::AppError;
use crate::ids::{ActionSheetId, MeansId};
use crate::rows::model::Row;

fn means(unit: Unit, asked: Option<i64>, spent: Option<i64>) -> Row<Means> {
    let (asked, spent) = (asked.map(Amount), spent.map(Amount));
    let line = Means { title: "m".into(), unit, certainty: Certainty::Known, asked, obtained: None, spent };
    Row { id: MeansId::default(), sheet: ActionSheetId::default(), version: 1, line }
}

#[test]
fn days_and_euros_are_summed_apart_and_what_nobody_said_is_not_zero() {
    let rows = [
        means(Unit::Days, Some(1_250), None),
        means(Unit::Days, Some(1_000), Some(0)),
        means(Unit::Euros, Some(150_000), None),
    ];
    let days = Total::of(&rows, Unit::Days);
    assert_eq!((days.asked, days.obtained, days.spent), (Some(Amount(2_250)), None, Some(Amount(0))));
    assert_eq!(Total::of(&rows, Unit::Euros).asked, Some(Amount(150_000)));
}

#[test]
fn euros_have_two_decimals_or_none() {
    let said = |unit: Unit| [150_000, 874_230, 874_235].map(|cents| unit.figure(Amount(cents)));
    assert_eq!(said(Unit::Euros), ["1\u{a0}500", "8\u{a0}742,30", "8\u{a0}742,35"]);
    assert_eq!(said(Unit::Days), ["1\u{a0}500", "8\u{a0}742,3", "8\u{a0}742,35"]);
}

#[test]
fn an_amount_is_read_as_people_write_it_and_nothing_else_is() {
    for (text, read) in
        [("12,5", 1_250), ("1 500", 150_000), ("1\u{202f}500,05 €", 150_005), ("3 jours", 300), ("0", 0)]
    {
        assert_eq!(text.parse(), Ok(Amount(read)), "{text}");
    }
    for text in ["", "douze", "-3", "1,2,3", "12,345", "1e9", "99999999999", ",5"] {
        assert_eq!(text.parse::<Amount>(), Err(()), "{text}");
    }
    let form = MeansForm { title: "Temps".into(), asked: "un peu".into(), ..MeansForm::default() };
    let Err(AppError::Invalid(errors)) = form.check() else { panic!("accepted") };
    assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["unit", "certainty", "asked"]);
}

proptest! {
    #[test]
    fn an_amount_is_read_again_as_it_was_shown(cents in 0i64..=1_000_000_000) {
        prop_assert_eq!(Amount(cents).to_string().parse(), Ok(Amount(cents)));
    }

    #[test]
    fn reading_an_amount_never_panics(text in any::<String>()) {
        let _ = text.parse::<Amount>();
    }
}
