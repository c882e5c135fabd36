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

    /// Whether it is one text: what is written, proposed and compared as such.
    pub fn is_text(self) -> bool {
        self.shape() == Shape::Text
    }

    /// Once the sheet is adopted it changes by amendment only (DOMAIN.md §4): no template changes that.
    pub fn is_locked_by_adoption(self) -> bool {
        match self {
            Self::Stake | Self::Goals | Self::Targeting => true,
            Self::Themes
            | Self::Projects
            | Self::Approach
            | Self::Milestones
            | Self::Deliverables
            | Self::Indicators
            | Self::Means
            | Self::Partners
            | Self::Links
            | Self::Obstacles
            | Self::Diffusion => false,
        }
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
    Rubric(RubricKind),
}

impl Locked {
    /// Every part that the adoption locks.
    pub fn all() -> impl Iterator<Item = Self> {
        let rubrics =
            RubricKind::ALL.iter().copied().filter(|kind| kind.is_locked_by_adoption() && kind.is_text());
        [Self::Title].into_iter().chain(rubrics.map(Self::Rubric))
    }

    /// The word that the database and the forms hold.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Rubric(kind) => kind.word(),
        }
    }

    /// `None` for a word that is not one of these.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|part| part.word() == word)
    }

    /// Its place in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Title => "intitule",
            Self::Rubric(kind) => kind.slug(),
        }
    }

    /// `None` for an address that is not a locked part's.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::all().find(|part| part.slug() == slug)
    }

    /// The words on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Intitulé",
            Self::Rubric(kind) => kind.label(),
        }
    }
}
