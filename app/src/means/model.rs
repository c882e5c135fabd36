//! What an action has to work with, in days or in euros.
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::access::Verb;
use crate::action_sheet::rubric::RubricKind;
use crate::error::{AppError, FieldError};
use crate::ids::{ActionSheetId, FormKey, MeansId};
use crate::rows::model::{Gender, Line, Noun, Row, titled};
use crate::words::words;

words! {
    /// In what means are counted.
    Unit {
        Days = "days", "jours";
        Euros = "euros", "euros";
    }
}

words! {
    /// Whether the figures were counted.
    Certainty {
        Known = "known", "comptés";
        Estimated = "estimated", "estimés";
    }
}

/// A quantity of days or euros, in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub i64);

impl Unit {
    /// « 12,5 » days, « 8 742,30 » euros: cents are two, or none.
    pub fn figure(self, amount: Amount) -> String {
        match (self, amount.0 % 100) {
            (Self::Euros, cents) if cents != 0 && cents % 10 == 0 => format!("{amount}0"),
            _ => amount.to_string(),
        }
    }
}

/// The largest quantity that is accepted (hundredths): ten million.
const LARGEST: i64 = 10_000_000 * 100;

impl std::str::FromStr for Amount {
    type Err = ();

    /// « 12,5 », « 1 500 », « 1500.50 € », « 3 jours ».
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().trim_end_matches(|c: char| c.is_alphabetic() || c == '€' || c.is_whitespace());
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (whole, cents) = bare.split_once([',', '.']).unwrap_or((bare.as_str(), ""));
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(cents) || cents.len() > 2 {
            return Err(());
        }
        let cents = format!("{cents:0<2}").parse::<i64>().map_err(|_| ())?;
        let amount = whole.parse::<i64>().map_err(|_| ())? * 100 + cents;
        if amount > LARGEST { Err(()) } else { Ok(Self(amount)) }
    }
}

impl fmt::Display for Amount {
    /// « 1 500 », « 12,5 »: spaces that do not break, no useless zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = (self.0 / 100).to_string();
        for (rank, digit) in whole.chars().enumerate() {
            if rank > 0 && (whole.len() - rank).is_multiple_of(3) {
                f.write_str("\u{a0}")?;
            }
            write!(f, "{digit}")?;
        }
        match self.0 % 100 {
            0 => Ok(()),
            cents if cents % 10 == 0 => write!(f, ",{}", cents / 10),
            cents => write!(f, ",{cents:02}"),
        }
    }
}

/// A line of means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Means {
    pub title: String,
    pub unit: Unit,
    pub certainty: Certainty,
    /// Absent while it is not known, which is not zero.
    pub asked: Option<Amount>,
    pub obtained: Option<Amount>,
    pub spent: Option<Amount>,
}

impl Means {
    /// « demandé 12,5, obtenu 10 »
    fn figures(&self) -> String {
        let said = [("demandé", self.asked), ("obtenu", self.obtained), ("dépensé", self.spent)];
        let said = said.iter().filter_map(|(label, amount)| {
            amount.map(|amount| format!("{label} {}", self.unit.figure(amount)))
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

impl Line for Means {
    type Id = MeansId;
    const VERB: Verb = Verb::EditRubric;
    const RUBRIC: RubricKind = RubricKind::Means;
    const NOUN: Noun = Noun { one: "moyen", many: "moyens", gender: Gender::Masculine };
    const PART: &'static str = "means";
    const SLUG: &'static str = "moyens";

    fn title(&self) -> &str {
        &self.title
    }

    fn told(&self) -> String {
        format!("{} ({}, {}) : {}", self.title, self.unit.label(), self.certainty.label(), self.figures())
    }
}

/// The sums of the lines of a unit; what no line says stays unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub asked: Option<Amount>,
    pub obtained: Option<Amount>,
    pub spent: Option<Amount>,
}

impl Total {
    pub fn of(rows: &[Row<Means>], unit: Unit) -> Self {
        let sum = |figure: fn(&Means) -> Option<Amount>| {
            let figures = rows.iter().filter(|row| row.line.unit == unit).filter_map(|row| figure(&row.line));
            figures.reduce(|sum, amount| Amount(sum.0 + amount.0))
        };
        Self { asked: sum(|m| m.asked), obtained: sum(|m| m.obtained), spent: sum(|m| m.spent) }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeansForm {
    pub key: FormKey,
    pub page: String,
    pub sheet: ActionSheetId,
    /// Absent for a new one.
    pub line: MeansId,
    pub version: i32,
    pub title: String,
    pub unit: String,
    pub certainty: String,
    pub asked: String,
    pub obtained: String,
    pub spent: String,
}

impl MeansForm {
    /// What the form says.
    ///
    /// # Errors
    /// Every error at once.
    pub fn check(&self) -> Result<Means, AppError> {
        let mut errors = Vec::new();
        let missing = "Dites de quoi il s’agit. Exemple : « Temps des pilotes » ou « Impression du kit ».";
        let title = titled(&self.title, missing, "ce nom", &mut errors);
        let unit = Unit::from_word(&self.unit);
        if unit.is_none() {
            errors.push(FieldError::new("unit", "Dites s’il se compte en jours ou en euros."));
        }
        let certainty = Certainty::from_word(&self.certainty);
        if certainty.is_none() {
            errors.push(FieldError::new("certainty", "Dites si les chiffres sont comptés ou estimés."));
        }
        let mut amount = |field: &str, text: &str| match text.trim() {
            "" => None,
            said => said
                .parse()
                .map_err(|()| {
                    let message = "Ce chiffre ne se lit pas. Écrivez par exemple 12,5 ou 1 500.";
                    errors.push(FieldError::new(field, message));
                })
                .ok(),
        };
        let (asked, obtained) = (amount("asked", &self.asked), amount("obtained", &self.obtained));
        let spent = amount("spent", &self.spent);
        match (unit, certainty) {
            (Some(unit), Some(certainty)) if errors.is_empty() => {
                Ok(Means { title, unit, certainty, asked, obtained, spent })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}
