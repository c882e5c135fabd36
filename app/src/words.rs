//! Closed vocabularies: an enum whose variants are stored as words and shown in French.

/// A closed enum stored as a word and shown in French: code, stored word, label. In JSON it is its word too.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that the database and the addresses hold.
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }

            /// The words on the screen.
            pub fn label(self) -> &'static str { match self { $(Self::$variant => $label),+ } }

            /// The variant that a column holds.
            ///
            /// # Errors
            /// `Internal`, with the word in the log, when the column holds something else: better a page that fails
            /// than a record that vanishes.
            #[cfg(feature = "ssr")]
            pub fn stored(word: &str) -> Result<Self, $crate::error::AppError> {
                Self::from_word(word).ok_or_else(|| {
                    tracing::error!(word, of = stringify!($name), "unknown stored word");
                    $crate::error::AppError::Internal
                })
            }

            /// `None` for a word that is not one of these.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word() == word)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(deserializer)?;
                let unknown = || serde::de::Error::custom(format!("unknown word: {word}"));
                Self::from_word(&word).ok_or_else(unknown)
            }
        }
    };
}
pub(crate) use words;
