//! The parts of a sheet: a closed list (DOMAIN.md §3). The template of the plan chooses, orders and words them.
use crate::words::words;

words! {
    /// A part of a sheet.
    RubricKind {
        Stake = "stake", "Enjeu et contexte";
        Goals = "goals", "Objectifs";
        Themes = "themes", "Thèmes et prévention";
        Targeting = "targeting", "Cibles";
        Projects = "projects", "Projets";
        Approach = "approach", "Déroulement de l’action";
        Milestones = "milestones", "Jalons";
        Indicators = "indicators", "Indicateurs";
        Means = "means", "Moyens";
        Partners = "partners", "Partenaires";
        Links = "links", "Liens avec d’autres actions";
        Deliverables = "deliverables", "Livrables";
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
    /// One form, read and saved as a whole.
    Card,
}

impl RubricKind {
    /// Its place in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Stake => "enjeu-et-contexte",
            Self::Goals => "objectifs",
            Self::Themes => "themes",
            Self::Targeting => "cibles",
            Self::Projects => "projets",
            Self::Approach => "deroulement",
            Self::Milestones => "jalons",
            Self::Indicators => "indicateurs",
            Self::Means => "moyens",
            Self::Partners => "partenaires",
            Self::Links => "liens",
            Self::Deliverables => "livrables",
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
            Self::Goals
            | Self::Projects
            | Self::Milestones
            | Self::Indicators
            | Self::Means
            | Self::Partners
            | Self::Links
            | Self::Deliverables => Shape::Lines,
            Self::Themes | Self::Targeting => Shape::Card,
        }
    }

    /// Whether the timetable of the sheet says it.
    pub fn is_dated(self) -> bool {
        matches!(self, Self::Milestones | Self::Deliverables)
    }

    /// Whether it is one text: what is written, proposed and compared as such.
    pub fn is_text(self) -> bool {
        self.shape() == Shape::Text
    }

    /// Once the sheet is adopted it changes by amendment only (DOMAIN.md §4): no template changes that.
    pub fn is_locked_by_adoption(self) -> bool {
        Locked::of(self).is_some()
    }

    /// What the council fixes is in every template.
    pub fn is_compulsory(self) -> bool {
        self == Self::Stake
    }
}

/// What the adoption locks, and an amendment changes (DOMAIN.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    Title,
    Stake,
    Goals,
    Targeting,
}

impl Locked {
    pub const ALL: &'static [Self] = &[Self::Title, Self::Stake, Self::Goals, Self::Targeting];

    /// The rubric that it is; `None` for the title.
    pub fn rubric(self) -> Option<RubricKind> {
        match self {
            Self::Title => None,
            Self::Stake => Some(RubricKind::Stake),
            Self::Goals => Some(RubricKind::Goals),
            Self::Targeting => Some(RubricKind::Targeting),
        }
    }

    /// `None` for a rubric that is written freely after the adoption.
    pub fn of(kind: RubricKind) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.rubric() == Some(kind))
    }

    /// The word that the database and the forms hold.
    pub fn word(self) -> &'static str {
        self.rubric().map_or("title", RubricKind::word)
    }

    /// `None` for a word that is not one of these.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.word() == word)
    }

    /// Its place in addresses.
    pub fn slug(self) -> &'static str {
        self.rubric().map_or("intitule", RubricKind::slug)
    }

    /// `None` for an address that is not a locked part's.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.slug() == slug)
    }

    /// The words on the screen.
    pub fn label(self) -> &'static str {
        self.rubric().map_or("Intitulé", RubricKind::label)
    }
}
