//! The parts of a sheet: a closed list (DOMAIN.md §3). The template of the plan chooses, orders and words them.
use crate::words::words;

words! {
    /// A part of a sheet.
    RubricKind {
        Stake = "stake", "Enjeu et contexte";
        Approach = "approach", "Déroulement de l’action";
        Milestones = "milestones", "Jalons";
        Obstacles = "obstacles", "Freins connus";
        Diffusion = "diffusion", "Diffusion prévue";
    }
}

/// What a rubric is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One text, with its versions.
    Text,
    /// Lines, each with its own form.
    Lines,
}

impl RubricKind {
    /// Its place in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Stake => "enjeu-et-contexte",
            Self::Approach => "deroulement",
            Self::Milestones => "jalons",
            Self::Obstacles => "freins-connus",
            Self::Diffusion => "diffusion",
        }
    }

    /// `None` for an address that is not a rubric's.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }

    pub fn shape(self) -> Shape {
        match self {
            Self::Stake | Self::Approach | Self::Obstacles | Self::Diffusion => Shape::Text,
            Self::Milestones => Shape::Lines,
        }
    }

    /// Whether it is one text: what is written, proposed and compared as such.
    pub fn is_text(self) -> bool {
        self.shape() == Shape::Text
    }

    /// Once the sheet is adopted it changes by amendment only (DOMAIN.md §4): no template changes that.
    pub fn is_locked_by_adoption(self) -> bool {
        match self {
            Self::Stake => true,
            Self::Approach | Self::Milestones | Self::Obstacles | Self::Diffusion => false,
        }
    }

    /// What the council fixes is in every template.
    pub fn is_compulsory(self) -> bool {
        self == Self::Stake
    }
}
